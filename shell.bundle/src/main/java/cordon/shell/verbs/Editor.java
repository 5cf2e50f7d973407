package cordon.shell.verbs;

import cordon.api.launch.Descriptor;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.linux.Fd;
import cordon.shell.verb.Call;
import cordon.shell.verb.Caller;
import cordon.shell.verb.SignalRelay;
import cordon.shell.verb.TerminalLoan;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Lets root edit a text in the editor of his choice, in his terminal, on a copy that nobody else can reach. */
final class Editor {
    /** As other programs take these variables: a command line of the shell. */
    private static final String CHOSEN = "eval \"exec ${VISUAL:-${EDITOR:-vi}} \\\"\\$1\\\"\"";

    private final Path directory;
    private final PlanRunner runner;

    /** @param directory root's own, where copies are made */
    Editor(Path directory, PlanRunner runner) {
        this.directory = directory;
        this.runner = runner;
    }

    /** What is done with the text; when it fails, the copy stays. */
    @FunctionalInterface
    interface Use {
        void take(String text) throws CordonException;
    }

    /** Edits a text. A text that is as it was is not used. @param name of the copy, for people and for the editor's idea of its language */
    void edit(Call call, String name, String text, Use use) throws CordonException, IOException, InterruptedException {
        Path copies = Files.createTempDirectory(directory, "edit-");
        Path copy = Files.createFile(copies.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        boolean keep = false;
        try {
            Files.writeString(copy, text);
            Exit exit = run(call.caller(), copy);
            if (exit.signal() != 0 || exit.status() != 0) {
                throw new CordonException(Kind.INVALID, "cannot edit " + name + ": the editor " + (exit.signal() != 0 ? "was ended by signal " + exit.signal()
                        : "ended with status " + exit.status()) + "; nothing has changed");
            }
            String edited = Files.readString(copy);
            if (edited.equals(text)) {
                call.err().println("The text is as it was; nothing has changed.");
                return;
            }
            keep = true;
            use.take(edited);
            keep = false;
        } catch (CharacterCodingException e) {
            throw new CordonException(Kind.INVALID, "cannot edit " + name + ": the text is no UTF-8; nothing has changed", e);
        } finally {
            if (keep) {
                call.err().println("note: what you wrote is in " + copy);
            } else {
                remove(copies);
            }
        }
    }

    /** With what the editor left beside the copy. */
    private static void remove(Path copies) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(copies)) {
            for (Path one : left) {
                Files.delete(one);
            }
        }
        Files.delete(copies);
    }

    private Exit run(Caller caller, Path copy) throws IOException, InterruptedException {
        TerminalLoan.Return loan = caller.terminal().lend();
        SignalRelay.Turn hold = caller.signals().hold();
        try (Started editor = runner.start(plan(caller, copy), new PlanRunner.Stdio(caller.in(), caller.out(), caller.err()))) {
            // The editor's side has its own copy; ours would keep the channel open after it has ended.
            caller.channel().ifPresent(Descriptor::close);
            SignalRelay.Turn turn = caller.signals().to(editor);
            try {
                return editor.await();
            } finally {
                turn.close();
            }
        } finally {
            hold.close();
            loan.close();
        }
    }

    private static LaunchPlan plan(Caller caller, Path copy) throws IOException {
        List<LaunchStep> steps = new ArrayList<>(List.of(new LimitStep.Umask(077)));
        if (caller.channel().isPresent()) {
            Fd channel = Fd.of(caller.channel().get().number()).duplicate();
            steps.add(new LaunchStep.Terminal(channel, caller.rows(), caller.columns(), caller.uid(), -1, caller.terminals().contains(2)));
        }
        List<String> environment = caller.environment().entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
        steps.add(new LaunchStep.Exec("/bin/sh", List.of("sh", "-c", CHOSEN, "sh", copy.toString()), environment));
        return new LaunchPlan(steps);
    }
}
