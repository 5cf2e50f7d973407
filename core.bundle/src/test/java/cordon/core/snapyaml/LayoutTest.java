package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a layout may put things, what it may show there, and what its paths may hold. */
class LayoutTest {

    private static Problem problem(String layout) {
        List<Problem> problems = Reading.problems(Reading.HEAD + "layout:\n" + layout);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).line() >= 4, problems::toString);
        return problems.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev", "/dev/shm", "/proc/self", "/sys/fs", "/tmp/x", "/run", "/run/x", "/var/run/x", "/media/x", "/boot", "/home/u",
        "/lost+found", "/lib/firmware/x", "/lib/modules", "/usr/lib/firmware", "/usr/lib/modules/x", "/var/snap/foo", "/var/lib/snapd/x"})
    void placesOfTheSystemAreRefused(String path) {
        assertTrue(problem("  " + path + ": {type: tmpfs}\n").message().startsWith("lies in "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lib", "/usr", "/usr/lib", "/var", "/var/lib"})
    void whatWouldHideAPlaceOfTheSystemIsRefused(String path) {
        assertTrue(problem("  " + path + ": {type: tmpfs}\n").message().startsWith("would hide "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/devices", "/data", "/process/x", "/homes"})
    void directoriesThatTheRootDoesNotHaveAreRefused(String path) {
        assertTrue(problem("  " + path + ": {type: tmpfs}\n").message().contains("cannot be made"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/foo", "/usr/lib/foo", "/usr/lib/modules.d", "/var/lib/foo", "/opt/foo", "/usr/lib/libstdc++.so.6", "/snap/foo/x", "$SNAP",
        "$SNAP/x", "$SNAP_DATA/x", "$SNAP_COMMON/a@b/c~d=e%f:g-h"})
    void otherPlacesAreFine(String path) throws SnapYamlException {
        assertEquals(List.of(path), List.copyOf(Reading.info("layout:\n  " + path + ": {type: tmpfs}\n").layout().keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "etc", "/etc/", "/etc//x", "/etc/./x", "/etc/../dev", "$SNAP/../x", "$SNAP/", "$HOME/x", "$SNAPX/y", "${SNAP}/x",
        "$SNAP_USER_DATA/x", "/snap", "/snap/bar/x", "/snap/foobar/x", "/etc/$SNAP"})
    void pathsThatAreNotCleanOrNotTheSnapsOwnAreRefused(String path) {
        problem("  '" + path + "': {type: tmpfs}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\"", "'", ",", "\\n", "@{x}", "*", "?", "[a]", "{a", "a}", "^", "#", " ", "\\t", "\\\\", "\\0", "\\u00e9", "$", "(", "|", ";"})
    void charactersThatMeanSomethingInAProfileAreRefusedInTargetAndSource(String bad) {
        assertTrue(problem("  \"/etc/x" + bad + "y\": {type: tmpfs}\n").message().contains("holds a character"));
        assertTrue(problem("  /etc/x: {bind: \"$SNAP/x" + bad + "y\"}\n").message().contains("holds a character"));
        assertTrue(problem("  /etc/x: {symlink: \"$SNAP/x" + bad + "y\"}\n").message().contains("holds a character"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "x", "$HOME/x", "$SNAP_USER_DATA/x", "$SNAPX/x", "$SNAP/../x", "/snap/foo/current/x"})
    void sourcesOutsideTheSnapAreRefused(String source) {
        for (String key : List.of("bind", "bind-file", "symlink")) {
            assertEquals("layout./etc/x." + key, problem("  /etc/x: {" + key + ": " + source + "}\n").key());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {
        "/etc/x: {}                                        ! has none of bind, bind-file, type, symlink",
        "/etc/x:                                           ! has none of",
        "/etc/x: {bind: $SNAP/a, symlink: $SNAP/b}         ! has several of",
        "/etc/x: {type: ext4}                              ! possible are tmpfs",
        "/etc/x: {type: tmpfs, user: nobody}               ! possible are root",
        "/etc/x: {type: tmpfs, group: adm}                 ! possible are root",
        "/etc/x: {type: tmpfs, mode: '4755'}               ! octal",
        "/etc/x: {type: tmpfs, mode: '0799'}               ! octal",
        "/etc/x: [a]                                       ! a map is needed",
    })
    void anEntrySaysExactlyOneThing(String entry, String message) {
        assertTrue(problem("  " + entry + "\n").message().contains(message));
    }

    @Test
    void aLayoutBelowAnotherIsRefused() {
        Problem problem = problem("  /etc/x/y: {type: tmpfs}\n  /etc/x: {type: tmpfs}\n");
        assertEquals("layout./etc/x/y", problem.key());
        assertEquals(4, problem.line());
    }

    @Test
    void aSourceIsAFileOrADirectoryButNotBoth() {
        assertTrue(problem("  /etc/x: {bind: $SNAP/a}\n  /etc/y: {bind-file: $SNAP/a}\n").message().contains("takes it for a directory"));
    }
}
