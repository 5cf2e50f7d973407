package cordon.core;

import java.util.List;
import java.util.Objects;

/** In which manner a command is run. */
public sealed interface Manner {
    /** As its users run it. */
    Manner ORDINARY = new Ordinary();
    /** A shell in the place of its program, confined as the program is; the arguments are the shell's. */
    Manner SHELL = new Shell();

    /** As its users run it. */
    record Ordinary() implements Manner {
    }

    /** A shell in the place of its program. */
    record Shell() implements Manner {
    }

    /**
     * Under a tracer of the caller's, from its first instruction on. The program is confined as always; the tracer is not, and has the
     * rights of the caller alone.
     *
     * @param tracer which one
     */
    record Traced(Tracer tracer) implements Manner {
        /** It is required. */
        public Traced {
            Objects.requireNonNull(tracer);
        }
    }

    /**
     * Refused nothing by policy, for this once, and watched: each file, socket and system call that the policy has something to say about is
     * told before it is carried out. The program has the caller's rights, and no way to more.
     *
     * @param observer is told by one thread, until the last process has ended
     */
    record Observed(Observer observer) implements Manner {
        /** It is required. */
        public Observed {
            Objects.requireNonNull(observer);
        }
    }

    /** Who is told what a program does. */
    interface Observer {
        /** It is about to do this. */
        void saw(Observation what);

        /** Nothing more comes. */
        void ended();
    }

    /** A program that traces another one, which is already there. */
    enum Tracer {
        /** Prints the system calls of the program and of its children (strace(1)). */
        STRACE("strace"),
        /** The debugger, which stops where the program begins (gdb(1)). */
        GDB("gdb");

        private final String program;

        Tracer(String program) {
            this.program = program;
        }

        /** The name of its program, and of the package that brings it. */
        public String program() {
            return program;
        }

        /** Its arguments. @param pid of a process that has stopped itself and executes the program when it continues */
        public List<String> arguments(int pid) {
            return switch (this) {
                case STRACE -> List.of("-f", "-p", Integer.toString(pid));
                // Files are named as in the program's own view. The stop that the process is found in is not the program's.
                case GDB -> List.of("-q", "-iex", "set sysroot /proc/" + pid + "/root/", "-p", Integer.toString(pid), "-ex", "tcatch exec",
                        "-ex", "handle SIGSTOP nostop noprint nopass", "-ex", "continue", "-ex", "handle SIGSTOP stop print pass");
            };
        }
    }
}
