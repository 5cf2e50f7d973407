package cordon.audit.verb;

import cordon.audit.text.Printable;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.linux.Arch;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** {@code resolve}: the number of a system call, or the name of a number. Stateless. */
public final class ResolveVerb implements Function {
    static final String USAGE = "cordon resolve [-a ARCH] N|NAME";
    /** In x32's numbers as the kernel logs them. */
    private static final int X32_BIT = 0x40000000;

    @Override
    public Object execute(CommandSession session, List<Object> words) throws CordonException {
        run(words, System.out);
        return null;
    }

    void run(List<Object> words, PrintStream out) throws CordonException {
        Arguments call = Arguments.parse("resolve", USAGE, Set.of(), Set.of("-a", "--arch"), words);
        if (call.has("--help")) {
            out.println("usage: " + USAGE);
            out.println("Shows the name of a system call's number, or the number of its name.");
            out.println("ARCH is " + names() + ", or the kernel's number of one, such as c000003e. Without it: this machine's.");
            return;
        }
        if (call.arguments().size() != 1) {
            throw Arguments.wrong("resolve", "one number or name is needed", USAGE);
        }
        Optional<String> named = call.value("-a").or(() -> call.value("--arch"));
        Arch arch = named.isPresent() ? arch(named.get()) : Arch.host();
        out.println(resolve(arch, call.arguments().get(0)));
    }

    private static String resolve(Arch given, String word) throws CordonException {
        if (!word.matches("[0-9]{1,10}|0x[0-9a-fA-F]{1,8}")) {
            OptionalInt number = given.number(word);
            if (number.isEmpty()) {
                throw new CordonException(Kind.NOT_FOUND, "cannot resolve \"" + Printable.of(word) + "\": " + given.snapName()
                        + " has no system call of that name");
            }
            return String.valueOf(number.getAsInt() & ~(given == Arch.X32 ? X32_BIT : 0));
        }
        long number = word.startsWith("0x") ? Long.parseLong(word.substring(2), 16) : Long.parseLong(word);
        boolean x32 = given == Arch.X32 || given == Arch.AMD64 && (number & X32_BIT) != 0;
        Arch arch = x32 ? Arch.X32 : given;
        int plain = (int) number & ~(x32 ? X32_BIT : 0);
        Optional<String> name = number > Integer.MAX_VALUE ? Optional.empty() : name(arch, plain);
        return name.orElseThrow(() -> new CordonException(Kind.NOT_FOUND, "cannot resolve " + word + ": " + arch.snapName() + " has no system call of that number"));
    }

    private static Optional<String> name(Arch arch, int number) {
        Optional<String> name = arch.name(number);
        // libseccomp counts those of x32 with the bit that marks them.
        return name.isEmpty() && arch == Arch.X32 ? arch.name(number | X32_BIT) : name;
    }

    private static Arch arch(String name) throws CordonException {
        for (Arch arch : Arch.values()) {
            boolean token = arch != Arch.X32 && name.toLowerCase(Locale.ROOT).replaceFirst("^0x", "").equals(Integer.toHexString(arch.auditArch()));
            if (arch.snapName().equals(name) || token) {
                return arch;
            }
        }
        throw new CordonException(Kind.INVALID, "cannot resolve: there is no architecture \"" + Printable.of(name) + "\"; there are " + names());
    }

    private static String names() {
        return Arrays.stream(Arch.values()).map(Arch::snapName).collect(Collectors.joining(", "));
    }
}
