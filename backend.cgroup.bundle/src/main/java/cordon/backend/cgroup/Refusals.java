package cordon.backend.cgroup;

import cordon.api.backend.Refusal;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.PathPattern;
import cordon.api.snap.SecurityLabel;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The last devices that processes were refused, as the programs tell them. Thread-safe. */
final class Refusals implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());
    private static final int KEPT = 1000;

    private final DeviceLog log;
    private final LongFunction<Optional<SecurityLabel>> labels;
    private final Path sysfs;
    private final Deque<Refusal> last = new ArrayDeque<>();
    private final Listener listener;
    private long count;
    private long unknown;

    /**
     * Listens from here on.
     *
     * @param log    this object's from here on, if it comes into being
     * @param labels whose a group is, by its number
     */
    Refusals(DeviceLog log, LongFunction<Optional<SecurityLabel>> labels, Path sysfs) throws LinuxException {
        this.log = log;
        this.labels = labels;
        this.sysfs = sysfs;
        this.listener = new Listener("cordon-refusals", log.ring().descriptor(), this::read);
    }

    private void read() {
        Instant now = Instant.now();
        for (byte[] record : log.ring().drain()) {
            RefusedDevice.read(record).ifPresent(refused -> add(refused, now));
        }
    }

    private void add(RefusedDevice refused, Instant now) {
        Optional<SecurityLabel> label = labels.apply(refused.group());
        DeviceRule missing = rule(refused);
        synchronized (this) {
            if (label.isEmpty()) {
                unknown++; // Of a group below ours, or of one that is gone.
                return;
            }
            last.add(new Refusal(++count, now, label.get(), refused.pid(), refused.program(), missing));
            if (last.size() > KEPT) {
                last.remove();
            }
        }
    }

    /** By the kernel's name of the device; by its number where it has none, or one that no rule can name. */
    private DeviceRule rule(RefusedDevice refused) {
        Device device = refused.device();
        try {
            Optional<String> node = SysfsDevices.node(sysfs, device);
            if (node.isPresent()) {
                return new DeviceRule(device.type(), DeviceRule.ANY, DeviceRule.ANY, PathPattern.literal(node.get()), refused.access());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "the device " + device + " has no name that a rule can say", e);
        }
        return new DeviceRule(device.type(), device.major(), device.minor(), null, refused.access());
    }

    /** Those after a number, oldest first. */
    synchronized List<Refusal> after(long number) {
        return last.stream().filter(refusal -> refusal.number() > number).toList();
    }

    /** How many are not among them because they came too fast. */
    synchronized long missed() throws LinuxException {
        return log.missed() + unknown;
    }

    /** Whether it still hears of refusals. */
    boolean listens() {
        return listener.listens();
    }

    @Override
    public void close() {
        listener.close();
        log.close();
    }
}
