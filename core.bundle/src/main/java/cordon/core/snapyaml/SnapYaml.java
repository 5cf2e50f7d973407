package cordon.core.snapyaml;

/**
 * Reads {@code meta/snap.yaml}. The text is hostile until proven otherwise: its size, depth and aliases are limited, no tag
 * makes an object, and every name, command and path is checked before anything else sees it.
 *
 * <p>Pure and safe for use by several threads. The format is that of snapd; the values come from its published reference.
 */
public final class SnapYaml {

    private SnapYaml() {
    }

    /**
     * Reads one file.
     *
     * @param text     the file's bytes: UTF-8, at most 1 MiB
     * @param fileName how messages call the file
     * @return what the file says, and what is odd in it
     * @throws SnapYamlException with all that is wrong with the file
     */
    public static Parsed read(byte[] text, String fileName) throws SnapYamlException {
        Findings findings = new Findings(fileName);
        SnapInfo info = new SnapReader(new Section("", YamlText.read(text, findings), findings)).read();
        findings.check();
        return new Parsed(info, findings.warnings());
    }
}
