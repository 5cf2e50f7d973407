package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class UsersTest {
    @Test
    void rootIsFoundByNumberAndName() throws Exception {
        User root = Users.byUid(0).orElseThrow();
        assertEquals("root", root.name());
        assertEquals("/root", root.home());
        assertEquals(0, root.gid());
        assertEquals(root, Users.byName("root").orElseThrow());
        assertTrue(Users.groups(root).contains(0));
    }

    @Test
    void groupsAreFoundByNameAndNumber() throws Exception {
        assertEquals(OptionalInt.of(0), Users.groupByName("root"));
        assertEquals("root", Users.groupName(0).orElseThrow());
    }

    @Test
    void whoIsNotThereIsNotFound() throws Exception {
        assertTrue(Users.byName("no-such-user").isEmpty());
        assertTrue(Users.byUid(1_987_654_321).isEmpty());
        assertTrue(Users.groupByName("no-such-group").isEmpty());
        assertTrue(Users.groupName(1_987_654_321).isEmpty());
    }
}
