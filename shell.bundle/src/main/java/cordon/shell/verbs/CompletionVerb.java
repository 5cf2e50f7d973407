package cordon.shell.verbs;

import cordon.shell.verb.Call;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;

/** {@code completion bash}: a script that teaches a shell to complete {@code cordon}'s words. */
final class CompletionVerb extends Verb {
    // A colon breaks words in bash; __ltrim_colon_completions is not everywhere, so the part before it is cut off here.
    private static final String BASH = """
            # Completion of cordon for bash: source <(cordon completion bash)
            _cordon() {
                local line word cut
                local -a words
                line=${COMP_LINE:0:COMP_POINT}
                read -ra words <<<"$line"
                [[ $line == *[[:space:]] ]] && words+=("")
                word=${words[-1]}
                COMPREPLY=()
                if [[ ${words[1]-} == install && ${#words[@]} -gt 2 && $word != -* ]]; then
                    mapfile -t COMPREPLY < <(compgen -f -- "$word")
                    compopt -o filenames
                    return
                fi
                mapfile -t COMPREPLY < <(cordon complete "${words[@]:1}" 2>/dev/null)
                if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
                    cut=${word%"${word##*:}"}
                    COMPREPLY=("${COMPREPLY[@]#"$cut"}")
                fi
            }
            complete -F _cordon cordon""";

    CompletionVerb() {
        super(Syntax.of("completion", Who.ANYONE, "Print a script that completes the words of cordon in a shell").arguments("SHELL")
                .details("SHELL is bash: source <(cordon completion bash)"));
    }

    @Override
    protected void run(Call call, Parsed words) throws UsageException {
        if (!words.argument(0).equals("bash")) {
            throw new UsageException("cannot complete in \"" + words.argument(0) + "\": there is a script for bash only");
        }
        call.out().println(BASH);
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? List.of("bash") : List.of();
    }
}
