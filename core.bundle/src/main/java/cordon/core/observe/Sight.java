package cordon.core.observe;

import cordon.api.policy.FileAccess;
import cordon.core.Observation;
import cordon.core.observe.FileCalls.Place;
import cordon.core.observe.FileCalls.Use;
import cordon.core.observe.ProcessView.Named;
import cordon.linux.FileRights;
import cordon.linux.OpenFlags;
import cordon.linux.SeccompListener.Waiting;
import cordon.linux.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From a system call that waits to what it is about to do. */
final class Sight {
    private static final System.Logger LOG = System.getLogger(Sight.class.getName());
    private static final int AF_UNIX = 1;
    private static final int SOCKET_PATH = 2;
    private static final int SOCKET_ADDRESS = 110;
    private static final int ACCESS_MODE = 3;
    private static final int NO_DESCRIPTOR = -100;
    private static final String POINTER = "pointer";

    private final FileRights rights;

    /** @param rights of the program's user */
    Sight(FileRights rights) {
        this.rights = rights;
    }

    /** What it does; of a path that cannot be read the call alone. */
    List<Observation> of(Waiting call) {
        ProcessView view = new ProcessView(call.thread(), rights);
        List<Observation> seen = new ArrayList<>();
        try {
            MadeCall made = MadeCall.of(view, call);
            List<Place> places = FileCalls.ALL.getOrDefault(made.name(), List.of());
            seen.add(new Observation.Syscall(made.name(), places.isEmpty() ? arguments(made) : List.of()));
            for (Place place : places) {
                named(view, made, place).ifPresent(seen::add);
            }
            if (SignalCalls.NAMES.contains(made.name())) {
                SignalCalls.seen(view, made.name(), made.arguments()).ifPresent(seen::add);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the kernel, too, will find nothing at that address", e);
        }
        return seen;
    }

    /** Addresses differ from call to call and say nothing. Those of a 32-bit program look like any other number. */
    private static List<String> arguments(MadeCall call) {
        return call.arguments().stream().map(value -> value >>> 32 == 0 || value < 0 && value > -4096 ? "0x" + Long.toHexString(value) : POINTER).toList();
    }

    private Optional<Observation> named(ProcessView view, MadeCall call, Place place) throws IOException {
        return place.use() == Use.CONNECTED || place.use() == Use.BOUND ? socket(view, call, place) : file(view, call, place);
    }

    /** A Unix socket's name, a file or not (unix(7)); empty for other families, and where nobody has a name that is connected to. */
    private Optional<Observation> socket(ProcessView view, MadeCall call, Place place) throws IOException {
        boolean bound = place.use() == Use.BOUND;
        int length = call.arguments().get(2).intValue(); // The kernel takes an int, and nothing that is negative (connect(2)).
        byte[] address = view.memory(call.arguments().get(place.path()), Math.max(0, Math.min(SOCKET_ADDRESS, length)));
        if (address.length <= SOCKET_PATH || ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getShort() != AF_UNIX) {
            return Optional.empty();
        }
        if (address[SOCKET_PATH] == 0) {
            String name = "@" + Text.decode(address, SOCKET_PATH + 1, address.length - SOCKET_PATH - 1);
            return bound || view.hasUnixName(name) ? Optional.of(new Observation.UnixName(name, bound)) : Optional.empty();
        }
        int end = SOCKET_PATH;
        while (end < address.length && address[end] != 0) {
            end++;
        }
        Named named = view.resolve(NO_DESCRIPTOR, Text.decode(address, SOCKET_PATH, end - SOCKET_PATH), true);
        Set<FileAccess> access = bound ? EnumSet.of(FileAccess.WRITE) : EnumSet.of(FileAccess.READ, FileAccess.WRITE);
        return bound || named.exists() ? Optional.of(seen(named, access)) : Optional.empty();
    }

    private Optional<Observation> file(ProcessView view, MadeCall call, Place place) throws IOException {
        String name = call.name();
        long address = call.arguments().get(place.path());
        int directory = place.directory() == FileCalls.NO_DIRECTORY ? NO_DESCRIPTOR : call.arguments().get(place.directory()).intValue();
        Use use = place.use();
        long flags = use == Use.AS_FLAGS_SAY ? flags(view, call, place) : 0;
        Named named = view.resolve(directory, view.path(address), follows(use) && (flags & OpenFlags.O_NOFOLLOW) == 0);
        Set<FileAccess> access = switch (use) {
            case AS_FLAGS_SAY -> opened(flags);
            case EXECUTED -> EnumSet.of(FileAccess.EXECUTE);
            default -> EnumSet.of(FileAccess.WRITE);
        };
        boolean makes = use == Use.MADE || use == Use.REPLACED || name.equals("creat") || (flags & OpenFlags.O_CREAT) != 0;
        boolean inVain = use == Use.MADE ? named.stat().isPresent() : !named.exists() && !makes;
        return access.isEmpty() || inVain ? Optional.empty() : Optional.of(seen(named, access));
    }

    private static boolean follows(Use use) {
        return use != Use.NAMED && use != Use.MADE && use != Use.REPLACED;
    }

    private Observation seen(Named named, Set<FileAccess> access) {
        boolean directory = named.stat().filter(stat -> stat.isDirectory()).isPresent();
        boolean device = named.stat().filter(stat -> stat.isCharacterDevice() || stat.isBlockDevice()).isPresent();
        boolean owned = named.stat().map(stat -> stat.uid() == rights.uid()).orElse(true);
        return new Observation.File(directory && !named.path().endsWith("/") ? named.path() + "/" : named.path(), access, owned, device);
    }

    private static long flags(ProcessView view, MadeCall call, Place place) throws IOException {
        long word = call.arguments().get(place.path() + 1);
        if (!call.name().equals("openat2")) {
            return word;
        }
        byte[] how = view.memory(word, Long.BYTES); // struct open_how begins with its flags.
        if (how.length < Long.BYTES) {
            throw new IOException("no flags at this address");
        }
        return ByteBuffer.wrap(how).order(ByteOrder.nativeOrder()).getLong();
    }

    private static Set<FileAccess> opened(long flags) {
        Set<FileAccess> access = EnumSet.noneOf(FileAccess.class);
        if ((flags & OpenFlags.O_PATH) != 0) {
            return access;
        }
        long mode = flags & ACCESS_MODE;
        if (mode != OpenFlags.O_WRONLY) {
            access.add(FileAccess.READ);
        }
        if (mode != OpenFlags.O_RDONLY) {
            access.add((flags & OpenFlags.O_APPEND) != 0 && mode == OpenFlags.O_WRONLY ? FileAccess.APPEND : FileAccess.WRITE);
        }
        if ((flags & (OpenFlags.O_CREAT | OpenFlags.O_TRUNC)) != 0) {
            access.remove(FileAccess.APPEND);
            access.add(FileAccess.WRITE);
        }
        return access;
    }
}
