package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.PathPattern;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GlobTest {
    private static List<String> path(String text) {
        return List.of(text.substring(1).split("/"));
    }

    @Test
    void itMatchesFilesAsTheLanguageOfThePolicyDoes() {
        Random random = new Random(7);
        List<String> parts = List.of("a", "b*", "*", "?", "[ab]c", "[^a]b", "**", "a**", "*.x", "ab?", "[^.]**");
        List<String> names = List.of("a", "b", "ab", "ac", "bc", "a.x", ".b", "abc", "b.x", "~");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int depth = random.nextInt(3); depth >= 0; depth--) {
                String part = parts.get(random.nextInt(parts.size()));
                // Only at the end may a pattern go deeper; others are left out by the resolver.
                pattern.append('/').append(depth > 0 ? part.replace("**", "*") : part);
            }
            StringBuilder file = new StringBuilder();
            for (int depth = random.nextInt(4); depth >= 0; depth--) {
                file.append('/').append(names.get(random.nextInt(names.size())));
            }
            Glob glob = Glob.of(pattern.toString());
            assertTrue(glob.walkable());
            assertEquals(PathPattern.parse(pattern.toString()).matches(file.toString(), Map.of()), glob.matchesFile(path(file.toString())),
                    pattern + " on " + file);
        }
    }

    @Test
    void howItLiesToADirectory() {
        assertEquals(Glob.Relation.ALL, Glob.of("/home/u/bin/**").beneath(path("/home/u/bin")));
        assertEquals(Glob.Relation.ALL, Glob.of("/home/u/bin/**").beneath(path("/home/u/bin/deeper")));
        assertEquals(Glob.Relation.SOMETHING, Glob.of("/home/u/bin/**").beneath(path("/home/u")));
        assertEquals(Glob.Relation.NOTHING, Glob.of("/home/u/bin/**").beneath(path("/home/u/doc")));
        assertEquals(Glob.Relation.NOTHING, Glob.of("/home/u/bin").beneath(path("/home/u/bin")));
        assertEquals(Glob.Relation.SOMETHING, Glob.of("/a/**/b").beneath(path("/a/x")));
    }

    @Test
    void aPatternThatGoesOnAfterTwoStarsCannotBeWalked() {
        assertFalse(Glob.of("/a/**/b").walkable());
        assertFalse(Glob.of("/a/**.so").walkable());
        assertTrue(Glob.of("/a/[^.]**").walkable());
    }
}
