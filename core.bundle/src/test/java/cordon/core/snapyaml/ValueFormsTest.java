package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small languages inside the file: epochs, durations, timers, licenses, numbers, and suggestions. */
class ValueFormsTest {

    private static Epoch epoch(String text) throws SnapYamlException {
        return Reading.info("epoch: " + text + "\n").epoch();
    }

    @Test
    void anEpochHasFourForms() throws SnapYamlException {
        assertEquals(new Epoch(List.of(3L), List.of(3L)), epoch("3"));
        assertEquals(new Epoch(List.of(2L, 3L), List.of(3L)), epoch("3*"));
        assertEquals(new Epoch(List.of(1L, 3L), List.of(3L)), epoch("{read: [1, 3]}"));
        assertEquals(new Epoch(List.of(1L, 3L), List.of(1L, 3L)), epoch("{write: [1, 3]}"));
        assertEquals(Epoch.ZERO, epoch("{}"));
        assertEquals(new Epoch(List.of(4294967295L), List.of(4294967295L)), epoch("4294967295"));
    }

    @Test
    void anEpochReadsWhatItListsAndNoOther() throws SnapYamlException {
        assertTrue(epoch("1*").canRead(epoch("0")));
        assertFalse(epoch("1").canRead(epoch("0")));
        assertFalse(epoch("0").canRead(epoch("1*")));
        assertThrows(IllegalArgumentException.class, () -> new Epoch(List.of(1L), List.of()));
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "1m30s, PT1M30S", "500ms, PT0.5S", "1.5h, PT1H30M", "0, PT0S", "10us, PT0.00001S", "1ns, PT0.000000001S"})
    void aDurationHasUnits(String text, Duration duration) {
        assertEquals(Optional.of(duration), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1 s", "1d", "1s2", "1.s", ".5s", "1e3s", "999999999h999999999h999999999h"})
    void otherDurationsAreRefused(String text) {
        assertEquals(Optional.empty(), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10:00", "9:00", "mon", "mon-fri", "mon1", "fri5-mon", "mon,10:00", "mon,fri,10:00,15:00", "10:00-12:00", "10:00~12:00/2",
        "mon,10:00,,fri,15:00", "0:00-24:00/96"})
    void aTimerHasDaysAndTimes(String text) {
        assertTrue(TimerSchedule.isSchedule(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25:00", "24:01", "10:60", "10", "mon6", "mon0", "Mon", "10:00,mon", "mon,,", ",,", "10:00/2", "10:00-12:00/0", "mon;10:00"})
    void otherTimersAreRefused(String text) {
        assertFalse(TimerSchedule.isSchedule(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIT", "GPL-2.0+", "MIT OR Apache-2.0", "(MIT AND (BSD-3-Clause OR ISC))", "GPL-2.0-only WITH Classpath-exception-2.0",
        "LicenseRef-Foo", "DocumentRef-a:LicenseRef-b"})
    void aLicenseIsAnExpression(String text) {
        assertTrue(License.isExpression(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "AND", "MIT AND", "OR MIT", "MIT MIT", "(MIT", "MIT)", "()", "MIT,ISC", "MIT (ISC)", "MIT\nISC"})
    void otherLicensesAreRefused(String text) {
        assertFalse(License.isExpression(text));
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "-7, -7", "+7, 7", "1_000, 1000", "012, 10", "0o12, 10", "0x1f, 31", "0b11, 3", "0, 0", "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"})
    void aNumberHasTheFormsOfYaml(String text, long number) {
        assertEquals(Optional.of(number), PlainValues.integer(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+-1", "0x", "08", "1.0", "9223372036854775808", "0x-1"})
    void otherNumbersAreRefused(String text) {
        assertEquals(Optional.empty(), PlainValues.integer(text));
    }

    @ParameterizedTest
    @CsvSource({"comand, command", "commnad, command", "netwrk, network", "hoem, home", "xyzzy, ", "commandeer, "})
    void aSuggestionIsNear(String word, String suggestion) {
        assertEquals(Optional.ofNullable(suggestion), Nearest.to(word, List.of("command", "network", "home", "name")));
    }
}
