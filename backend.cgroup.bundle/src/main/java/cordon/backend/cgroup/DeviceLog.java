package cordon.backend.cgroup;

import cordon.linux.Bpf;
import cordon.linux.BpfRing;
import cordon.linux.EbpfCode;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How programs tell what they refuse: each a record in one ring, of the processes of one group at most so many a second, so that one
 * that tries again and again neither hides what others tried nor keeps this process busy. What is not told is counted. For one thread at a time, but {@link #missed()}.
 */
final class DeviceLog implements AutoCloseable {
    /** Of a record: group, process and thread, access, type, major, minor, name. */
    static final int RECORD_SIZE = 48;
    static final int NAME_SIZE = 16;
    /** Of one group within {@link #PERIOD_NANOS}. */
    static final int MOST = 100;

    private static final int PERIOD_NANOS = 1_000_000_000;
    private static final int RING_SIZE = 64 * 1024;
    /** Groups whose rates are kept. */
    private static final int GROUPS = 1024;
    private static final int RATE_SIZE = 16;
    private static final byte[] ONLY = new byte[Integer.BYTES];
    // On the stack of the program, below the key of DeviceProgram.
    private static final int RECORD = -64;
    private static final int RATE = -80;

    private final BpfRing ring;
    private final Fd rates;
    private final Fd missed;
    private final boolean named;
    private final boolean numbered;

    private DeviceLog(BpfRing ring, Fd rates, Fd missed, boolean named, boolean numbered) {
        this.ring = ring;
        this.rates = rates;
        this.missed = missed;
        this.named = named;
        this.numbered = numbered;
    }

    /** Makes one of as much as this kernel lets programs tell. @throws LinuxException when it lets them tell nothing */
    static DeviceLog open() throws LinuxException {
        try {
            return open(true, true); // Linux 6.10
        } catch (LinuxException e) {
            try {
                return open(true, false); // Linux 6.1
            } catch (LinuxException again) {
                return open(false, false); // Linux 5.8
            }
        }
    }

    private static DeviceLog open(boolean named, boolean numbered) throws LinuxException {
        BpfRing ring = null;
        Fd rates = null;
        Fd missed = null;
        boolean complete = false;
        try {
            ring = BpfRing.open("cordon_refused", RING_SIZE);
            rates = Bpf.forgettingMap("cordon_rates", Long.BYTES, RATE_SIZE, GROUPS);
            missed = Bpf.array("cordon_missed", Long.BYTES, 1);
            DeviceLog log = new DeviceLog(ring, rates, missed, named, numbered);
            DeviceProgram.load(DeviceSet.NONE, log).close(); // The kernel says whether it lets a program do that.
            complete = true;
            return log;
        } finally {
            if (!complete) {
                close(ring, rates, missed);
            }
        }
    }

    /**
     * The piece of a program that tells. It loses registers 0 to 5, 7 and 8.
     *
     * @param access  register with the access that is wanted
     * @param context register with the context
     * @param key     offset in the frame of 32 bits that may be overwritten
     */
    EbpfCode piece(int access, int context, int key) {
        EbpfCode code = new EbpfCode();
        code.call(EbpfCode.GET_CURRENT_CGROUP_ID).storeLong(DeviceProgram.FRAME, RECORD, 0);
        code.call(EbpfCode.KTIME_GET_NS).copy(8, 0);
        // 7: whether it is too much: the address of the group's rate at first, 0 when it has none.
        atRecord(code.map(1, rates), 2).call(EbpfCode.MAP_LOOKUP_ELEM).copy(7, 0);
        code.whenZero(7, firstOfGroup()).unlessZero(7, countInPeriod());
        code.whenZero(7, record(access, context));
        return code.unlessZero(7, countMissed(key));
    }

    private static EbpfCode atRecord(EbpfCode code, int register) {
        return code.copy(register, DeviceProgram.FRAME).plus(register, RECORD);
    }

    private EbpfCode firstOfGroup() {
        EbpfCode code = new EbpfCode().storeLong(DeviceProgram.FRAME, RATE, 8).storeValue(DeviceProgram.FRAME, RATE + 8, 1).storeValue(DeviceProgram.FRAME, RATE + 12, 0);
        return atRecord(code.map(1, rates), 2).copy(3, DeviceProgram.FRAME).plus(3, RATE).set(4, 0).call(EbpfCode.MAP_UPDATE_ELEM);
    }

    /** Not exact when several processors do it at once, which is exact enough. */
    private static EbpfCode countInPeriod() {
        EbpfCode code = new EbpfCode().loadLong(2, 7, 0).copy(3, 8).minusRegister(3, 2);
        code.whenGreater(3, PERIOD_NANOS, new EbpfCode().storeLong(7, 0, 8).storeValue(7, 8, 0));
        return code.load(2, 7, 8).plus(2, 1).store(7, 8, 2).set(7, 0).whenGreater(2, MOST, new EbpfCode().set(7, 1));
    }

    private EbpfCode record(int access, int context) {
        EbpfCode code = new EbpfCode().set(0, 0);
        code.then(numbered ? new EbpfCode().call(EbpfCode.GET_CURRENT_PID_TGID) : new EbpfCode()).storeLong(DeviceProgram.FRAME, RECORD + 8, 0);
        code.store(DeviceProgram.FRAME, RECORD + 16, access);
        code.load(2, context, DeviceProgram.ACCESS_AND_TYPE).and(2, DeviceProgram.TYPE).store(DeviceProgram.FRAME, RECORD + 20, 2);
        code.load(2, context, DeviceProgram.MAJOR).store(DeviceProgram.FRAME, RECORD + 24, 2);
        code.load(2, context, DeviceProgram.MINOR).store(DeviceProgram.FRAME, RECORD + 28, 2);
        code.set(2, 0).storeLong(DeviceProgram.FRAME, RECORD + 32, 2).storeLong(DeviceProgram.FRAME, RECORD + 40, 2);
        if (named) {
            code.copy(1, DeviceProgram.FRAME).plus(1, RECORD + RECORD_SIZE - NAME_SIZE).set(2, NAME_SIZE).call(EbpfCode.GET_CURRENT_COMM);
        }
        return atRecord(code.map(1, ring.map()), 2).set(3, RECORD_SIZE).set(4, 0).call(EbpfCode.RINGBUF_OUTPUT).copy(7, 0);
    }

    private EbpfCode countMissed(int key) {
        EbpfCode code = new EbpfCode().storeValue(DeviceProgram.FRAME, key, 0).map(1, missed).copy(2, DeviceProgram.FRAME).plus(2, key);
        return code.call(EbpfCode.MAP_LOOKUP_ELEM).unlessZero(0, new EbpfCode().set(1, 1).addTo(0, 0, 1));
    }

    /** The records. They stay this object's. */
    BpfRing ring() {
        return ring;
    }

    /** How many were refused and not told. */
    long missed() throws LinuxException {
        return ByteBuffer.wrap(Bpf.get(missed, ONLY, Long.BYTES)).order(ByteOrder.nativeOrder()).getLong();
    }

    @Override
    public void close() {
        close(ring, rates, missed);
    }

    private static void close(BpfRing ring, Fd... maps) {
        if (ring != null) {
            ring.close();
        }
        for (Fd map : maps) {
            if (map != null) {
                map.close();
            }
        }
    }
}
