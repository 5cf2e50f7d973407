package cordon.core.install;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LinksTest {

    @Test
    void aLinkStaysOrLeavesByItsText() {
        assertTrue(Links.staysBeneath("a", "b"));
        assertTrue(Links.staysBeneath("d/a", "../b"));
        assertTrue(Links.staysBeneath("d/e/a", "../.././b/"));
        assertTrue(Links.staysBeneath("a", "d/.."));
        assertFalse(Links.staysBeneath("a", ".."));
        assertFalse(Links.staysBeneath("d/a", "../../package/b"));
        assertFalse(Links.staysBeneath("a", "d/../../d"));
    }

    @Test
    void onlyTheSnapsOwnPlaceIsItsOwn() {
        assertTrue(Links.leadsToOwnPlace("foo", "/snap/foo/current/bin"));
        assertFalse(Links.leadsToOwnPlace("foo", "/snap/foobar/x1"));
        assertFalse(Links.leadsToOwnPlace("foo", "/snap/foo/../bar"));
        assertFalse(Links.leadsToOwnPlace("foo", "/snap/foo"));
    }
}
