package cordon.core.snapyaml;

import cordon.api.policy.Confinement;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the top level of the file, and what needs the whole of it: which command a plug belongs to, and what must be unique. */
final class SnapReader {

    private static final int TITLE_MAX = 40;
    private static final int DESCRIPTION_MAX = 4096;
    /** Debian's names of the machines that snaps are built for. */
    private static final Set<String> ARCHITECTURES =
            Set.of("all", "amd64", "arm64", "armhf", "i386", "powerpc", "ppc64el", "riscv64", "s390x");
    /** The provenance of snaps that name none; it cannot be asked for. */
    private static final String DEFAULT_PROVENANCE = "global-upload";
    /** The system is no snap, and no file can say that it is. */
    private static final List<SnapType> TYPES = List.of(SnapType.APP, SnapType.BASE, SnapType.OS, SnapType.KERNEL, SnapType.GADGET, SnapType.SNAPD);
    private static final String NO_BASE = "none";

    private final Section top;

    SnapReader(Section top) {
        this.top = top;
    }

    SnapInfo read() {
        String name = name();
        String version = version();
        SnapType type = type(name);
        Endpoints plugs = new Endpoints(top, "plugs");
        Endpoints slots = new Endpoints(top, "slots");
        Map<String, AppInfo> apps = new AppsReader(name, plugs, slots).read(top);
        HooksReader hooksReader = new HooksReader(plugs, slots);
        Map<String, HookInfo> hooks = hooksReader.read(top, "");
        Map<String, ComponentInfo> components = new ComponentsReader(type, hooksReader).read(top);
        plugs.refuseNamesOf(slots);
        String base = base(type, !apps.isEmpty() || !hooks.isEmpty());
        Confinement confinement = top.word("confinement", List.of(Confinement.values()), Confinement::text).orElse(Confinement.STRICT);
        Grade grade = top.word("grade", Grade.class).orElse(Grade.STABLE);
        // Arguments are evaluated in order: unknown() comes last, when every known key has been asked for.
        return new SnapInfo(name, version, type, base, top.text("summary"), limited("description", DESCRIPTION_MAX),
                limited("title", TITLE_MAX), license(), architectures(), confinement, grade, EpochReader.read(top), assumes(),
                provenance(), LinksReader.read(top), EnvironmentReader.read(top), LayoutReader.read(top, name), plugs.plugs(),
                slots.slots(), apps, hooks, components, SystemUsernamesReader.read(top), unknown(type));
    }

    private String name() {
        if (!top.has("name")) {
            top.findings().problem(top.at(), "name", "is missing; add a line such as \"name: foo\"");
        }
        return top.text("name", Names::isSnap,
                "a snap's name has 2 to 40 lower case letters, digits and single inner dashes, and at least one letter");
    }

    private SnapType type(String name) {
        SnapType written = top.word("type", TYPES, SnapType::text).orElse(SnapType.APP);
        // The first published ones of this name were written as ordinary apps.
        return name.equals("snapd") ? SnapType.SNAPD : written;
    }

    private String version() {
        if (!top.has("version")) {
            top.findings().problem(top.at(), "version", "is missing; add a line such as \"version: '1.0'\"");
        }
        return top.text("version", Names::isVersion,
                "a version has up to 32 letters, digits and : . + ~ -, begins with a letter or digit and ends with one or with + or ~");
    }

    private String base(SnapType type, boolean hasCommands) {
        String base = top.text("base", Names::isSnap, "a base is the name of a snap, such as core24");
        if (!base.isEmpty() && !base.equals(NO_BASE) && (type == SnapType.BASE || type == SnapType.OS)) {
            top.problem("base", "a snap of type " + type.text() + " is a base and has none; remove the key");
        }
        if (base.equals(NO_BASE) && hasCommands) {
            top.problem("base", "a snap without base cannot have apps or hooks; name the base that they run on");
        }
        return base;
    }

    private String limited(String key, int max) {
        String text = top.text(key);
        int length = text.codePointCount(0, text.length());
        if (length > max) {
            top.problem(key, "has " + length + " characters; at most " + max + " are possible");
        }
        return text;
    }

    private String license() {
        return top.text("license", License::isExpression, "a license is an SPDX expression, such as \"Apache-2.0 OR MIT\"");
    }

    private List<String> architectures() {
        List<String> names = top.texts("architectures", name -> name.matches("[a-z0-9]{1,32}"),
                "an architecture is a name of Debian's, such as amd64");
        for (String name : names) {
            if (!ARCHITECTURES.contains(name)) {
                top.warning("architectures", Shown.quoted(name) + " is no architecture that snaps are built for"
                        + top.findings().hint(name, ARCHITECTURES));
            }
        }
        return names.isEmpty() ? List.of("all") : names;
    }

    private List<String> assumes() {
        return top.texts("assumes", feature -> feature.matches("[a-zA-Z0-9][-+._a-zA-Z0-9]{0,63}"),
                "a feature has letters, digits and - + . _, such as snapd2.55");
    }

    private String provenance() {
        return top.text("provenance", value -> Names.isProvenance(value) && !value.equals(DEFAULT_PROVENANCE),
                "a provenance has letters, digits and single inner dashes, and is not " + DEFAULT_PROVENANCE);
    }

    private Map<String, Object> unknown(SnapType type) {
        Map<String, Object> unknown = BuildKeys.takeFrom(top, BuildKeys.SNAP);
        if (top.has("layouts")) {
            // A package whose layout has no effect would be installed and then fail in ways that are hard to understand.
            top.problem("layouts", "is not a key; write \"layout\"");
        }
        top.value("snapd-info").ifPresent(value -> {
            unknown.put("snapd-info", PlainValues.lenient(value));
            if (type != SnapType.SNAPD) {
                top.problem("snapd-info", "is possible in the snap \"snapd\" only; remove the key");
            }
        });
        // Without effect since stores stopped to show agreements; old tools still write them.
        top.value("license-agreement");
        top.value("license-version");
        unknown.putAll(top.findings().unknown());
        unknown.putAll(top.unknown());
        return unknown;
    }
}
