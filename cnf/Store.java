import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * {@code java Store.java DIRECTORY}: writes each jar below the directory again, its entries not compressed. To inflate the classes
 * that a start loads takes 30 ms; what the entries hold, and so a signature, stays as it is.
 */
final class Store {
    private Store() {
    }

    public static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        for (Path jar : jars) {
            Path stored = jar.resolveSibling(jar.getFileName() + ".stored");
            try (ZipFile from = new ZipFile(jar.toFile()); OutputStream file = Files.newOutputStream(stored); ZipOutputStream to = new ZipOutputStream(file)) {
                for (ZipEntry entry : from.stream().toList()) {
                    ZipEntry written = new ZipEntry(entry.getName());
                    written.setTime(entry.getTime());
                    written.setMethod(ZipEntry.STORED);
                    written.setSize(entry.getSize());
                    written.setCrc(entry.getCrc());
                    to.putNextEntry(written);
                    from.getInputStream(entry).transferTo(to);
                    to.closeEntry();
                }
            }
            Files.move(stored, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
