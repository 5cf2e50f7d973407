package cordon.shell.control;

import cordon.api.launch.Exit;
import cordon.core.CordonException;
import cordon.linux.LinuxException;
import cordon.linux.PeerCredentials;
import cordon.shell.Commands;
import cordon.shell.text.Suggestion;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Caller;
import cordon.shell.verb.ExitException;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Carries out the verb of a request, if its caller may call it. Everything is said on the caller's own descriptors. */
final class Dispatcher {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final Exit FAILED = new Exit(1, 0);
    private static final Exit MISUSED = new Exit(2, 0);
    private static final Exit DONE = new Exit(0, 0);

    private final Commands commands;
    private final ForeignCommands foreign;

    Dispatcher(Commands commands, ForeignCommands foreign) {
        this.commands = commands;
        this.foreign = foreign;
    }

    /**
     * Carries out a verb.
     *
     * @param words the verb, and what follows it; nothing in them is ever evaluated
     */
    Exit dispatch(PeerCredentials peer, Caller caller, List<String> words, InputStream in, PrintStream out, PrintStream err) {
        String name = words.isEmpty() ? "help" : words.get(0);
        List<String> arguments = words.isEmpty() ? List.of() : words.subList(1, words.size());
        Callable<Void> action = () -> {
            Optional<Verb> ours = commands.verb(name);
            if (ours.isPresent()) {
                check(peer, name, ours.get().syntax().who());
                ours.get().run(new Call(caller, arguments, out, err, null));
            } else {
                Commands.Command command = commands.find(name).orElseThrow(() -> unknown(name));
                check(peer, name, command.who());
                foreign.run(command, caller, arguments, in, out, err);
            }
            return null;
        };
        Exit exit = carryOut(action, name, caller, err);
        out.flush();
        err.flush();
        return exit;
    }

    private Exit carryOut(Callable<Void> action, String name, Caller caller, PrintStream err) {
        FutureTask<Void> task = new FutureTask<>(action);
        task.run();
        try {
            task.get();
            return DONE;
        } catch (InterruptedException e) {
            return new Exit(0, caller.signals().cancelledBy());
        } catch (ExecutionException e) {
            return failed(e.getCause(), name, caller, err);
        }
    }

    private static Exit failed(Throwable cause, String name, Caller caller, PrintStream err) {
        if (cause instanceof ExitException ended) {
            return ended.exit();
        }
        if (cause instanceof InterruptedException) {
            return new Exit(0, caller.signals().cancelledBy());
        }
        if (cause instanceof UsageException) {
            say("error: " + cause.getMessage(), err);
            return MISUSED;
        }
        if (cause instanceof CordonException) {
            say("error: " + cause.getMessage(), err);
        } else if (cause instanceof IOException) {
            say("error: cannot " + name + ": " + cause.getMessage(), err);
        } else {
            LOG.log(System.Logger.Level.ERROR, "the verb " + name + " failed", cause);
            say("error: cannot " + name + ": " + cause + "; the daemon's log has more", err);
        }
        return FAILED;
    }

    /** A message may repeat a name of a package or of the caller, which must not steer the terminal that it is shown on. */
    private static void say(String message, PrintStream err) {
        message.lines().map(Table::printable).forEach(err::println);
    }

    private static void check(PeerCredentials peer, String name, Who who) throws LinuxException, CordonException {
        if (!Access.may(peer, who)) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot " + name + ": " + Access.refusal(who));
        }
    }

    private UsageException unknown(String name) {
        List<String> names = commands.all().stream().map(Commands.Command::name).toList();
        return new UsageException("cannot do \"" + name + "\": there is no such verb; " + Suggestion.among(name, names)
                .map(near -> "did you mean \"" + near + "\"?").orElse("\"cordon help\" lists them"));
    }
}
