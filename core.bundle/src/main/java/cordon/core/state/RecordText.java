package cordon.core.state;

import cordon.api.snap.EndpointRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A record as JSON, and back. All values are text. Pure. */
final class RecordText {
    /** The most bytes of a record. */
    static final int LIMIT = 1 << 20;
    private static final String FORMAT = "1";

    private RecordText() {
    }

    static byte[] write(SnapRecord snap) {
        return bytes(object(snap));
    }

    static byte[] writeAll(List<SnapRecord> snaps) {
        return bytes(Map.of("records", snaps.stream().map(RecordText::object).toList()));
    }

    private static byte[] bytes(Object value) {
        return JsonText.of(value).getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Object> object(SnapRecord snap) {
        List<Map<String, String>> revisions = new ArrayList<>();
        for (Revision revision : snap.revisions()) {
            Map<String, String> fields = fields("revision", revision.name(), "snap-yaml-sha256", revision.yamlHash(), "installed",
                    revision.installed().toString(), "mode", revision.mode().text());
            revision.tried().ifPresent(tried -> fields.putAll(fields("tried", tried.directory(), "tried-owner", Integer.toString(tried.owner()))));
            revisions.add(fields);
        }
        List<Map<String, String>> decisions = new ArrayList<>();
        for (Decision decision : snap.decisions()) {
            decisions.add(fields("plug", decision.plug(), "slot-snap", decision.slot().snap(), "slot", decision.slot().name(),
                    "interface", decision.interfaceName(), "verdict", decision.verdict().name().toLowerCase(Locale.ROOT)));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", FORMAT);
        all.put("name", snap.name());
        all.put("current", snap.current());
        all.put("revisions", revisions);
        all.put("decisions", decisions);
        return all;
    }

    /** @throws StateException when it is no record; the message says why, without the file */
    static SnapRecord read(byte[] text) throws StateException {
        return record(parse(text));
    }

    /** @throws StateException when one of them is no record */
    static List<SnapRecord> readAll(byte[] text) throws StateException {
        List<SnapRecord> records = new ArrayList<>();
        for (Fields one : parse(text).list("records")) {
            records.add(record(one));
        }
        return records;
    }

    private static Fields parse(byte[] text) throws StateException {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(8);
        limits.setCodePointLimit(LIMIT);
        try {
            Object value = new Yaml(new SafeConstructor(limits)).load(new String(text, StandardCharsets.UTF_8));
            return Fields.of(value);
        } catch (YAMLException e) {
            throw unreadable(e);
        }
    }

    private static SnapRecord record(Fields all) throws StateException {
        if (!all.text("format").equals(FORMAT)) {
            throw new StateException("its format is " + all.text("format") + ", and this version reads " + FORMAT);
        }
        try {
            List<Revision> revisions = new ArrayList<>();
            for (Fields one : all.list("revisions")) {
                revisions.add(new Revision(one.text("revision"), one.text("snap-yaml-sha256"), Instant.parse(one.text("installed")),
                        Mode.of(one.text("mode")), one.has("tried") ? Optional.of(new Tried(one.text("tried"), Integer.parseInt(one.text("tried-owner"))))
                        : Optional.empty()));
            }
            List<Decision> decisions = new ArrayList<>();
            for (Fields one : all.list("decisions")) {
                decisions.add(new Decision(one.text("plug"), new EndpointRef(one.text("slot-snap"), one.text("slot")),
                        one.text("interface"), Decision.Verdict.valueOf(one.text("verdict").toUpperCase(Locale.ROOT))));
            }
            return new SnapRecord(all.text("name"), all.text("current"), revisions, decisions);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw unreadable(e);
        }
    }

    private static StateException unreadable(Exception e) {
        return new StateException(String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"), e);
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    /** A JSON object whose fields are asked for by name. */
    private record Fields(Map<?, ?> map) {
        static Fields of(Object value) throws StateException {
            if (value instanceof Map<?, ?> map) {
                return new Fields(map);
            }
            throw new StateException("it has something else where an object must be");
        }

        boolean has(String name) {
            return map.containsKey(name);
        }

        String text(String name) throws StateException {
            if (map.get(name) instanceof String text) {
                return text;
            }
            throw new StateException("it lacks the text \"" + name + "\"");
        }

        List<Fields> list(String name) throws StateException {
            if (!(map.get(name) instanceof List<?> list)) {
                throw new StateException("it lacks the list \"" + name + "\"");
            }
            List<Fields> fields = new ArrayList<>();
            for (Object element : list) {
                fields.add(Fields.of(element));
            }
            return fields;
        }
    }
}
