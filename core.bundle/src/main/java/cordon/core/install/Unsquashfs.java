package cordon.core.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Unpacks an image with unsquashfs(1), of squashfs-tools, where the kernel cannot mount it. */
final class Unsquashfs {
    private static final Path PROGRAM = Path.of("/usr/bin/unsquashfs");
    private static final long MINUTES = 10;

    private Unsquashfs() {
    }

    /**
     * Unpacks.
     *
     * @param directory where the image is and the tree will be; root's
     * @param image     name of the image
     * @param tree      name of the tree, which must not be there
     */
    static void unpack(Path directory, String image, String tree) throws IOException, BadPackage {
        if (!Files.isExecutable(PROGRAM)) {
            throw new BadPackage("the kernel cannot mount squashfs here and there is no " + PROGRAM + " to unpack it; install squashfs-tools, or give the directory");
        }
        Path output = Files.createTempFile(directory, ".new-", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), "-no-progress", "-no-xattrs", "-dest", tree, image)
                    .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().clear();
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new BadPackage("unpacking the image takes more than " + MINUTES + " minutes; give the directory it was made from");
            } else if (process.exitValue() != 0) {
                String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
                throw new BadPackage("the image cannot be unpacked: " + said.lines().reduce((first, last) -> last).orElse("no reason is given")
                        + "; make it anew with mksquashfs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while unpacking " + image, e);
        } finally {
            Files.delete(output);
        }
    }
}
