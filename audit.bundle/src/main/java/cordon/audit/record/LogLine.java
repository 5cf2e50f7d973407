package cordon.audit.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes away what logs put around records: the ring buffer ({@code /dev/kmsg} and dmesg(1)), syslog, the journal (short and as
 * JSON, one object a line) and auditd. What a program wrote to syslog is no record, whatever it looks like: only what stands where
 * the kernel, auditd or a bus daemon writes counts. Pure.
 */
public final class LogLine {
    private static final int LONGEST = 16 * 1024;
    private static final Pattern HEADER = Pattern.compile(
            "(?:type=([A-Z0-9_]{1,32}(?:\\[[0-9]{1,5}])?) )?(?:msg=)?audit\\(([0-9]{1,11})\\.([0-9]{1,3}):([0-9]{1,18})\\): ?");
    private static final String STAMP = "(?:[A-Z][a-z]{2} [ 0-9][0-9] [0-9:.]{8,15}|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]{8,18}(?:Z|[+-][0-9:]{4,5})?)";
    private static final String HOST = STAMP + " [^ :]{1,255} ";
    private static final Pattern BEFORE = Pattern.compile("(?:<[0-9]{1,3}>)?(?:(?:" + HOST + ")?(?:kernel|audit|auditd|audispd)(?:\\[[0-9]{1,10}])?: )?"
            + "(?:\\[ *[0-9.]{3,20}](?:\\[ *[TC][0-9]{1,10}])? |\\[[A-Z][a-z]{2} [^\\]]{10,40}] )?(?:node=[^ ]{1,255} )?(?:audit: )?");
    /** Facility 0 is the kernel: what is written to the buffer from outside has another, and so a number above 7. */
    private static final Pattern KMSG = Pattern.compile("[0-7],[0-9]{1,20},[0-9]{1,20},[^;]{1,64};");
    private static final Pattern JOURNAL = Pattern.compile("(?:" + HOST + ")?audit(?:\\[[0-9]{1,10}])?: ([A-Z_]{2,32}(?:\\[[0-9]{1,5}])?) (?=[a-z])");
    private static final Pattern BUS = Pattern.compile("(?:<[0-9]{1,3}>)?" + HOST + "dbus(?:-daemon|-broker|-broker-launch)?(?:\\[[0-9]{1,10}])?: (?:\\[[^\\]]{1,40}] )?(?=apparmor=\")");

    private LogLine() {
    }

    /** The records in a line: none in most; several where writers got into each other. */
    public static List<LogRecord> read(String line) {
        List<LogRecord> records = new ArrayList<>();
        for (Frame frame : frames(line)) {
            RecordReader.read(frame).ifPresent(records::add);
        }
        return records;
    }

    static List<Frame> frames(String given) {
        String line = given.length() > LONGEST ? given.substring(0, LONGEST) : given;
        if (line.startsWith("{")) {
            return journalObject(JournalObject.read(line));
        }
        if (line.startsWith("MESSAGE=")) {
            return frames(line.substring("MESSAGE=".length()));
        }
        Matcher kmsg = KMSG.matcher(line);
        if (kmsg.lookingAt()) {
            String text = line.substring(kmsg.end());
            int end = text.indexOf('\n'); // What follows is a dictionary for programs.
            return framed(unescape(end < 0 ? text : text.substring(0, end)));
        }
        Matcher bus = BUS.matcher(line);
        if (bus.lookingAt()) {
            return List.of(new Frame(Frame.USER_AVC, Optional.empty(), -1, line.substring(bus.end())));
        }
        Matcher journal = JOURNAL.matcher(line);
        if (journal.lookingAt()) {
            return List.of(new Frame(Frame.type(journal.group(1)), Optional.empty(), -1, body(line.substring(journal.end()))));
        }
        return framed(line);
    }

    private static List<Frame> framed(String line) {
        List<Frame> frames = new ArrayList<>();
        Matcher header = HEADER.matcher(line);
        if (!header.find() || !BEFORE.matcher(line).region(0, header.start()).matches()) {
            return List.of();
        }
        boolean more = true;
        while (more) {
            String type = header.group(1);
            Instant time = Instant.ofEpochSecond(Long.parseLong(header.group(2)), Long.parseLong((header.group(3) + "00").substring(0, 3)) * 1_000_000);
            long serial = Long.parseLong(header.group(4));
            int from = header.end();
            more = header.find(from); // No value of the kernel's holds a blank unless a daemon wrote it: what follows is another record.
            String body = line.substring(from, more ? header.start() : line.length());
            if (type != null) {
                frames.add(new Frame(Frame.type(type), Optional.of(time), serial, body(body)));
            }
        }
        return frames;
    }

    private static List<Frame> journalObject(JournalObject object) {
        String message = object.text("MESSAGE");
        Optional<Instant> time = object.time();
        switch (object.text("_TRANSPORT")) {
            case "kernel":
                return framed(message);
            case "audit": {
                int end = message.indexOf(' ');
                String name = object.text("_AUDIT_TYPE").isEmpty() ? message.substring(0, Math.max(0, end)) : object.text("_AUDIT_TYPE");
                String serial = object.text("_AUDIT_ID");
                return List.of(new Frame(Frame.type(name), time, serial.matches("[0-9]{1,18}") ? Long.parseLong(serial) : -1, body(message.substring(end + 1))));
            }
            default: {
                int at = message.indexOf("apparmor=\"");
                boolean bus = object.text("SYSLOG_IDENTIFIER").startsWith("dbus") && at >= 0;
                return bus ? List.of(new Frame(Frame.USER_AVC, time, -1, message.substring(at))) : List.of();
            }
        }
    }

    /** Without what auditd appends for people: after a group separator, the numbers of the record as names. */
    private static String body(String text) {
        int separator = text.indexOf('\u001d');
        return (separator < 0 ? text : text.substring(0, separator)).stripTrailing();
    }

    /** The ring buffer writes a backslash and what is not printable as {@code \\x5c} (Documentation/ABI/testing/dev-kmsg). */
    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escaped = text.startsWith("\\x", i) && i + 4 <= text.length() && text.substring(i + 2, i + 4).matches("[0-9a-fA-F]{2}");
            out.append(escaped ? (char) Integer.parseInt(text.substring(i + 2, i + 4), 16) : text.charAt(i));
            i += escaped ? 3 : 0;
        }
        return out.toString();
    }
}
