package cordon.shell.verb;

import cordon.core.CordonException;
import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/**
 * A verb of {@code cordon}, which is a Gogo command of scope {@code cordon} too. It prints, and returns nothing. Thread-safe:
 * it keeps nothing of a call.
 */
public abstract class Verb implements Function {
    private final Syntax syntax;

    /** A verb of this syntax. */
    protected Verb(Syntax syntax) {
        this.syntax = syntax;
    }

    /** How it is called. */
    public final Syntax syntax() {
        return syntax;
    }

    /**
     * Carries the verb out.
     *
     * @throws CordonException      when it cannot be done
     * @throws UsageException       when it was called wrongly
     * @throws ExitException        when what it started ended otherwise than with status 0
     * @throws IOException          when the kernel refuses
     * @throws InterruptedException when the caller has gone, or wants it no more
     */
    public final void run(Call call) throws CordonException, UsageException, ExitException, IOException, InterruptedException {
        Parsed parsed = syntax.parse(call.words());
        if (parsed.has(Option.HELP)) {
            HelpText.of(syntax).forEach(call.out()::println);
        } else {
            run(call, parsed);
        }
    }

    /** As {@link #run(Call)}, with the words told apart. */
    protected abstract void run(Call call, Parsed words)
            throws CordonException, UsageException, ExitException, IOException, InterruptedException;

    /** What an argument can be completed to, e.g. the names of snaps. The last word is the one to complete; it may be empty. */
    public List<String> complete(List<String> words) {
        return List.of();
    }

    /** What the value of an option can be completed to. */
    public List<String> values(Option option) {
        return List.of();
    }

    /** The way in for Gogo. Its streams are those of the thread, so that pipes of the shell work. */
    @Override
    public final Object execute(CommandSession session, List<Object> arguments)
            throws ReportedException, ExitException, InterruptedException {
        try {
            run(new Call(Caller.of(session), arguments.stream().map(String::valueOf).toList(), System.out, System.err, session));
            return null;
        } catch (CordonException | UsageException | IOException e) {
            throw new ReportedException(e);
        }
    }
}
