package cordon.audit.record;

import cordon.api.policy.Capabilities;
import cordon.api.policy.FileAccess;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads AppArmor's records: those of the kernel, and those of bus daemons, which come inside of a message. Pure. */
final class AppArmorReader {
    private static final Set<String> COMMON = Set.of("apparmor", "operation", "class", "profile", "label", "pid", "comm", "exe");

    private AppArmorReader() {
    }

    static Optional<Denial> read(Frame frame) {
        Fields fields = Fields.of(frame.body());
        if (fields.has("msg") && !fields.has("apparmor")) {
            fields = Fields.of(fields.word("msg"));
        }
        String mode = fields.word("apparmor");
        boolean refused = mode.equals("DENIED") || mode.equals("KILLED");
        String operation = fields.word("operation");
        if (!refused && !mode.equals("ALLOWED") || operation.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(denial(frame, fields, refused, operation));
    }

    private static Denial denial(Frame frame, Fields fields, boolean refused, String operation) {
        Context context = context(frame, fields, operation);
        if (operation.equals("capable")) {
            return new Denial.Capability(context, refused, capability(fields));
        }
        if (operation.equals("signal")) {
            return new Denial.Signal(context, refused, mask(fields), fields.word("signal"), fields.name("peer"));
        }
        if (operation.equals("ptrace")) {
            return new Denial.Ptrace(context, refused, mask(fields), fields.name("peer"));
        }
        if (operation.startsWith("dbus_") || fields.has("bus")) {
            String peer = fields.name("peer_label").isEmpty() ? fields.name("peer_profile") : fields.name("peer_label");
            return new Denial.DBus(context, refused, fields.word("bus"), fields.word("mask"), fields.word("path"), fields.word("interface"),
                    fields.word("member"), fields.word("name"), peer);
        }
        if (fields.word("family").equals("unix")) {
            return new Denial.Unix(context, refused, operation, fields.word("sock_type"), mask(fields), fields.name("addr"), fields.name("peer_addr"),
                    fields.name("peer"));
        }
        if (fields.has("family")) {
            return new Denial.Network(context, refused, operation, fields.word("family"), fields.word("sock_type"),
                    fields.number("protocol").map(Long::intValue).orElse(-1));
        }
        if (Set.of("mount", "umount", "pivotroot", "remount", "move_mount").contains(operation) || fields.word("class").equals("mount")) {
            return new Denial.Mount(context, refused, operation, fields.name("srcname"), fields.name("name"), fields.word("fstype"), fields.word("flags"));
        }
        if (fields.has("name") && (fields.has("requested_mask") || operation.equals("exec"))) {
            return file(context, fields, refused, operation);
        }
        return new Denial.Other(context, refused, operation, fields.without(COMMON));
    }

    /** In a bus daemon's record the program is not the daemon, which the record names too. */
    private static Context context(Frame frame, Fields fields, String operation) {
        Context context = Context.of(frame, fields);
        return operation.startsWith("dbus_") ? new Context(context.time(), context.serial(), context.pid(), context.comm(), "", context.label()) : context;
    }

    private static Denial file(Context context, Fields fields, boolean refused, String operation) {
        String mask = fields.word("denied_mask").isEmpty() ? mask(fields) : fields.word("denied_mask");
        Optional<Long> user = fields.number("fsuid");
        return new Denial.File(context, refused, operation, fields.name("name"), access(operation.equals("exec") && mask.isEmpty() ? "x" : mask),
                fields.name("target"), user.isPresent() && user.equals(fields.number("ouid")));
    }

    /** Records of sockets have it under another name. */
    private static String mask(Fields fields) {
        return fields.has("requested_mask") ? fields.word("requested_mask") : fields.word("requested");
    }

    /** Create and delete are what a rule with {@code w} allows; colons part the owner's access from that of others in old kernels. */
    private static Set<FileAccess> access(String mask) {
        Set<FileAccess> access = EnumSet.noneOf(FileAccess.class);
        for (char letter : mask.toCharArray()) {
            for (FileAccess one : FileAccess.values()) {
                if (one.letter() == (letter == 'c' || letter == 'd' ? 'w' : letter)) {
                    access.add(one);
                }
            }
        }
        if (access.contains(FileAccess.WRITE)) {
            access.remove(FileAccess.APPEND);
        }
        return access;
    }

    private static String capability(Fields fields) {
        int number = fields.number("capability").map(Long::intValue).orElse(-1);
        return !fields.word("capname").isEmpty() || number < 0 || number >= Capabilities.NAMES.size() ? fields.word("capname") : Capabilities.NAMES.get(number);
    }
}
