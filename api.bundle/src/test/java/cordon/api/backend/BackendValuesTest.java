package cordon.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.snap.SecurityLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendValuesTest {

    @Test
    void missingSupportHasAReason() {
        assertThrows(IllegalArgumentException.class, () -> new Support(false, "none", List.of()));
        assertFalse(new Support(false, "none", List.of("the kernel is older than 5.13")).available());
        assertTrue(new Support(true, "ABI 7", List.of()).limits().isEmpty());
    }

    @Test
    void whatIsNotEnforcedExactlyHasAReason() {
        assertEquals("", new Enforcement.Exactly().reason());
        assertThrows(NullPointerException.class, () -> new Enforcement.Stricter(null));
        assertThrows(NullPointerException.class, () -> new Enforcement.Weaker(null));
        assertThrows(NullPointerException.class, () -> new Enforcement.NotAtAll(null));
        assertEquals("no device is mediated", new Enforcement.NotAtAll("no device is mediated").reason());
    }

    @Test
    void aContributionOfStepsHasNoRootAndNothingToSay() {
        LaunchStep nice = new LimitStep.Nice(5);
        LaunchStep mask = new LimitStep.Umask(022);
        assertEquals(new Contribution(List.of(nice, mask), Optional.empty(), List.of()), Contribution.of(nice, mask));
        assertEquals(List.of(), Contribution.of().steps());
    }

    @Test
    void aContributionCannotBeChangedThroughTheListsItWasMadeOf() {
        List<LaunchStep> steps = new ArrayList<>(List.of(new LimitStep.Nice(5)));
        List<String> notes = new ArrayList<>(List.of("one"));
        Contribution contribution = new Contribution(steps, Optional.empty(), notes);
        steps.clear();
        notes.clear();
        assertEquals(1, contribution.steps().size());
        assertEquals(List.of("one"), contribution.notes());
        assertThrows(UnsupportedOperationException.class, () -> contribution.steps().clear());
    }

    @Test
    void aUsersGroupsAndASupportsLimitsAreCopied() {
        List<Integer> groups = new ArrayList<>(List.of(1000));
        Launch.User user = new Launch.User("u", 1000, 1000, groups, "/home/u");
        groups.add(0);
        assertEquals(List.of(1000), user.groups());
        List<String> limits = new ArrayList<>(List.of("no UDP"));
        Support support = new Support(true, "ABI 4", limits);
        limits.clear();
        assertEquals(List.of("no UDP"), support.limits());
    }

    @Test
    void aProfileNeedsAllItsParts() {
        SecurityLabel label = new SecurityLabel("foo", "bar");
        assertThrows(NullPointerException.class, () -> new Profile(null, "h", "t\n"));
        assertThrows(NullPointerException.class, () -> new Profile(label, null, "t\n"));
        assertThrows(NullPointerException.class, () -> new Profile(label, "h", null));
    }

    @Test
    void facetsAreNamedForPeople() {
        assertEquals("system calls", Facet.SYSTEM_CALLS.text());
        for (Facet facet : Facet.values()) {
            assertTrue(facet.text().matches("[a-z ]+"), facet.text());
        }
    }
}
