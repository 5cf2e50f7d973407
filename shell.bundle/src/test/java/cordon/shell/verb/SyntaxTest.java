package cordon.shell.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyntaxTest {
    private static final Option PURGE = new Option("--purge", "remove its data too");
    private static final Syntax REMOVE = Syntax.of("remove", Who.ADMINISTRATOR, "Remove a snap").arguments("SNAP").options(PURGE);
    private static final Syntax RUN = Syntax.of("run", Who.ANYONE, "Run").arguments("SNAP[.APP]", "[ARG...]").dataAfter(1);

    @Test
    void optionsStandBeforeAndAfterArguments() throws UsageException {
        assertTrue(REMOVE.parse(List.of("--purge", "foo")).has(PURGE));
        assertTrue(REMOVE.parse(List.of("foo", "--purge")).has(PURGE));
        assertFalse(REMOVE.parse(List.of("foo")).has(PURGE));
    }

    @Test
    void anUnknownOptionIsRefusedWithTheOneThatWasMeant() {
        assertEquals("cannot remove: unknown option \"--purg\"; did you mean \"--purge\"?", refusal(REMOVE, "--purg", "foo"));
        assertEquals("cannot remove: unknown option \"--x=1\"; \"cordon help remove\" lists them", refusal(REMOVE, "--x=1", "foo"));
    }

    @Test
    void twoDashesEndTheOptions() throws UsageException {
        assertEquals(List.of("--purge"), REMOVE.parse(List.of("--", "--purge")).arguments());
    }

    @Test
    void whatFollowsAnApplicationIsItsOwn() throws UsageException {
        List<String> words = List.of("foo", "--help", "--", "-x", "--json", "");
        assertEquals(words, RUN.parse(words).arguments());
        assertEquals(List.of(), List.copyOf(RUN.parse(words).options().keySet()));
    }

    @Test
    void anOptionBeforeTheApplicationIsOurs() {
        assertEquals("cannot run: unknown option \"--bind\"; \"cordon help run\" lists them", refusal(RUN, "--bind", "foo"));
    }

    @Test
    void aMissingAndAnExcessArgumentAreRefused() {
        assertEquals("cannot remove: SNAP is missing; usage: cordon remove [--purge] SNAP", refusal(REMOVE));
        assertEquals("cannot remove: \"b\" is one argument too many; usage: cordon remove [--purge] SNAP", refusal(REMOVE, "a", "b"));
    }

    @Test
    void helpNeedsNoArguments() throws UsageException {
        assertTrue(REMOVE.parse(List.of("--help")).has(Option.HELP));
        assertTrue(REMOVE.parse(List.of("-h")).has(Option.HELP));
    }

    @Test
    void aCommandThatDoesNotSayWhoIsTheAdministrators() {
        assertEquals(Who.ADMINISTRATOR, Who.of(null));
        assertEquals(Who.ADMINISTRATOR, Who.of("everybody"));
        assertEquals(Who.ANYONE, Who.of("anyone"));
    }

    private static String refusal(Syntax syntax, String... words) {
        return assertThrows(UsageException.class, () -> syntax.parse(List.of(words))).getMessage();
    }

    @Test
    void anOptionWithAValueTakesTheNextWordOrWhatFollowsTheEqualsSign() throws UsageException {
        Option backend = new Option("--backend", "BACKEND", "of this backend");
        Syntax profile = Syntax.of("profile", Who.ANYONE, "Show").arguments("SNAP").options(backend, Option.JSON);
        assertEquals(Optional.of("--odd"), profile.parse(List.of("--backend", "--odd", "foo")).value(backend));
        assertEquals(Optional.of("seccomp"), profile.parse(List.of("foo", "--backend=seccomp")).value(backend));
        assertEquals(Optional.empty(), profile.parse(List.of("foo")).value(backend));
        assertThrows(UsageException.class, () -> profile.parse(List.of("foo", "--backend")));
        assertThrows(UsageException.class, () -> profile.parse(List.of("foo", "--json=yes")));
        assertEquals("usage: cordon profile [--backend BACKEND] [--json] SNAP", profile.line());
    }
}
