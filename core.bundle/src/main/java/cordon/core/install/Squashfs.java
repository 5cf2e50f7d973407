package cordon.core.install;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The superblock of a squashfs image, version 4, little-endian (Documentation/filesystems/squashfs.rst of the kernel): looked
 * at before the kernel is given the image, so that the usual mistakes get a message of their own. Pure functions.
 */
final class Squashfs {
    /** Bytes of the superblock. */
    static final int SUPERBLOCK_SIZE = 96;

    private static final int MAGIC = 0x73717368;
    private static final int MAJOR_AT = 28;
    private static final int MINOR_AT = 30;
    private static final int BYTES_USED_AT = 40;

    private Squashfs() {
    }

    /**
     * Checks what can be told from the first bytes.
     *
     * @param head     the first bytes, up to {@link #SUPERBLOCK_SIZE}
     * @param fileSize bytes of the whole file
     * @throws BadPackage when this is no image, one of another version, or not all of one
     */
    static void check(byte[] head, long fileSize) throws BadPackage {
        ByteBuffer block = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (head.length < Integer.BYTES || block.getInt(0) != MAGIC) {
            throw new BadPackage("it is no squashfs image; give a .snap file, or the directory that one is made from");
        }
        if (head.length < SUPERBLOCK_SIZE) {
            throw new BadPackage("the squashfs image ends within its first block; copy or download it again");
        }
        int major = block.getShort(MAJOR_AT) & 0xffff;
        int minor = block.getShort(MINOR_AT) & 0xffff;
        if (major != 4) {
            throw new BadPackage("the squashfs image has version " + major + "." + minor + ", not 4.0; make it anew with mksquashfs");
        }
        long used = block.getLong(BYTES_USED_AT);
        if (used < SUPERBLOCK_SIZE || used > fileSize) {
            throw new BadPackage("the squashfs image is cut off: it says it has " + Long.toUnsignedString(used) + " bytes, and the file has " + fileSize
                    + "; copy or download it again");
        }
    }
}
