package cordon.deploy;

/** The file that an author begins with. */
final class Starter {
    private static final String TEXT = """
            # An interface: what a program may do once a plug of its snap is connected. Put it into force with
            #   cordon interface check NAME.yaml
            #   cordon deploy NAME.yaml
            interface: NAME
            summary: say in one line what the side of the plug can do

            slot:
              # Who may have the slot. With system there is a slot :NAME without any snap.
              offered-by: [system]
              # true: a plug is connected when its snap is installed.
              auto-connect: false
              # none, or {manual: REASON}: an administrator connects it, knowing the reason.
              review: none

            # Rules for the plug's commands while it is connected: - KIND: TEXT   # what the program needs it for
            connected-plug:
              - file: /etc/NAME.conf r             # settings
              - file: owner /var/lib/NAME/** rwk   # data
            # Kinds among others: file, capability, network, syscall, device, unix, dbus, mount-entry, environment.
            # More lists: connected-slot for the slot's commands, declared-plug and declared-slot for whoever declares one.

            # What a connected plug can do, and must not be able to do: open PATH ACCESS, socket FAMILY TYPE, syscall NAME.
            check:
              allows: [open /etc/NAME.conf r]
              refuses: [open /etc/shadow r]
            """;

    private Starter() {
    }

    /** @param name of an interface, checked */
    static String of(String name) {
        return TEXT.replace("NAME.yaml", name + ".yaml").replace(":NAME ", ":" + name + " ").replace("interface: NAME", "interface: " + name)
                .replace("/NAME", "/" + name);
    }
}
