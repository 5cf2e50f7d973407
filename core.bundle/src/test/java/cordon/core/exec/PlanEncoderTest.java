package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.MountStep;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlanEncoderTest {

    @Test
    void operationsAreThoseOfTheHeaderInItsOrder() throws Exception {
        String header = Files.readString(Path.of("../native/exec/plan.h"));
        Matcher matcher = Pattern.compile("enum operation \\{([^}]*)}").matcher(header);
        matcher.find();
        List<String> names = Arrays.stream(matcher.group(1).replace("= 1", "").split(",")).map(String::strip)
                .filter(s -> !s.isEmpty()).toList();
        assertEquals(Arrays.stream(Operation.values()).map(Enum::name).toList(), names);
    }

    @Test
    void recordsAreAlignedAndTheirSizesAddUp() {
        byte[] plan = PlanEncoder.encode(new LaunchPlan(List.of(new MountStep.MakeSymlink("/a", "bcd"), new LimitStep.Nice(-3))));
        ByteBuffer bytes = ByteBuffer.wrap(plan).order(ByteOrder.nativeOrder());
        assertEquals(0x314e4c50, bytes.getInt());
        assertEquals(plan.length, bytes.getInt());
        assertEquals(Operation.NICE.code(), bytes.getInt());
        assertEquals(16, bytes.getInt());
        assertEquals(-3, bytes.getLong());
        assertEquals(Operation.MAKE_SYMLINK.code(), bytes.getInt());
        assertEquals(16, bytes.getInt());
        byte[] strings = new byte[8];
        bytes.get(strings);
        assertArrayEquals(new byte[] {'/', 'a', 0, 'b', 'c', 'd', 0, 0}, strings);
        assertEquals(0, bytes.remaining());
    }

    @Test
    void aTextWithNulIsRefused() {
        LaunchPlan plan = new LaunchPlan(List.of(new LaunchStep.Exec("/bin/true", List.of("a\0b"), List.of())));
        assertThrows(IllegalArgumentException.class, () -> PlanEncoder.encode(plan));
    }

    @Test
    void aLongPlanIsEncodedWhole() {
        String text = "x".repeat(10_000);
        byte[] plan = PlanEncoder.encode(new LaunchPlan(List.of(new LaunchStep.Exec("/" + text, List.of(text, text), List.of(text)))));
        assertEquals(0, plan.length % 8);
        assertEquals(plan.length, ByteBuffer.wrap(plan).order(ByteOrder.nativeOrder()).getInt(4));
    }
}
