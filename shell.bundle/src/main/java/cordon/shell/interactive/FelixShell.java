package cordon.shell.interactive;

import cordon.core.CordonException;
import cordon.shell.Commands;
import cordon.shell.Completion;
import cordon.shell.verb.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Completers.CompletionData;
import org.jline.reader.ParsedLine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The shell of Felix Gogo, with its commands and its line editor. Its bundle is not started, because that would take the daemon's
 * own input for a terminal; this stands in for its activator.
 */
final class FelixShell {
    private static final String LOGIN_VARIABLE = "__cordon_login";

    private final Commands commands;

    FelixShell(Commands commands) {
        this.commands = commands;
    }

    /** Until the caller has enough of it. */
    void open(Call call) throws CordonException, IOException, InterruptedException {
        BundleContext context = commands.context();
        ServiceReference<CommandProcessor> reference = context.getServiceReference(CommandProcessor.class);
        if (reference == null) {
            throw new CordonException(CordonException.Kind.CONFLICT, "cannot open a shell: Gogo is not here; start its runtime's bundle");
        }
        List<ServiceRegistration<?>> builtin = new ArrayList<>();
        try (CallerTerminal terminal = new CallerTerminal(call.caller())) {
            CommandProcessor processor = context.getService(reference);
            builtin.addAll(GogoCommands.register(context, processor));
            converse(call, processor, terminal);
        } finally {
            builtin.forEach(ServiceRegistration::unregister);
            context.ungetService(reference);
        }
    }

    private void converse(Call call, CommandProcessor processor, CallerTerminal terminal) throws IOException, InterruptedException, CordonException {
        Shell shell = new Shell(new ShellContext(commands.context()), processor);
        try (CommandSession session = processor.createSession(terminal.terminal().input(), terminal.terminal().output(),
                terminal.terminal().output())) {
            call.caller().inShell(terminal::lend).in(session);
            session.put(Shell.VAR_TERMINAL, terminal.terminal());
            session.put("history-file", commands.context().getProperty("cordon.root") + "/run/shell.history");
            session.put("exit", (Function) (s, arguments) -> {
                shell.stop();
                return null;
            });
            session.put(LOGIN_VARIABLE, (Function) (s, arguments) -> {
                addCompletions(s);
                return null;
            });
            finish(() -> shell.gosh(session, new String[] {"--login", "--noshutdown", "--nohistory"}));
        }
    }

    /** Gogo's contract for what may be thrown is the widest; what is not ours to say is an error of the shell. */
    private static void finish(Callable<Object> conversation) throws InterruptedException, CordonException {
        FutureTask<Object> task = new FutureTask<>(conversation);
        task.run();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("the caller has gone");
            }
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot go on with the shell: " + e.getCause(), e.getCause());
        }
    }

    /** Every verb completes by what it knows itself. */
    private void addCompletions(CommandSession session) {
        session.put("__cordon_candidates", (Function) (s, arguments) -> candidates(Shell.getParsedLine(s)));
        for (Commands.Command command : commands.all()) {
            Shell.getCompletions(session).put(Commands.SCOPE + ":" + command.name(),
                    List.of(new CompletionData(null, null, "__cordon_candidates", null)));
        }
    }

    private List<String> candidates(ParsedLine line) {
        List<String> words = new ArrayList<>(line.words().subList(0, line.wordIndex()));
        words.add(line.word().substring(0, line.wordCursor()));
        words.set(0, words.get(0).replaceFirst("^" + Commands.SCOPE + ":", ""));
        return Completion.of(commands, words);
    }

    /** What Gogo asks of the program around it. */
    private record ShellContext(BundleContext framework) implements Shell.Context {
        @Override
        public String getProperty(String name) {
            return framework.getProperty(name);
        }

        /** The daemon is not the shell's to end. */
        @Override
        public void exit() {
        }
    }
}
