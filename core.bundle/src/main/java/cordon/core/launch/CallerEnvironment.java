package cordon.core.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the caller's variables do not cross into an application, and why. All others cross with their exact bytes. An
 * application that needs one of these sets it in its own {@code snap.yaml}. A pure table.
 */
final class CallerEnvironment {

    /** A reason, and the variables it holds for: names, or beginnings of names where a {@code *} ends them. */
    private record Kept(String reason, List<String> names) {
    }

    private static final List<Kept> OUTSIDE = List.of(
            new Kept("changes how programs are loaded (ld.so(8))", List.of("LD_*", "GLIBC_TUNABLES", "GCONV_PATH", "GETCONF_DIR")),
            new Kept("makes the C library read or write files, or ask others for names (ld.so(8) drops it for set-user-ID programs)",
                    List.of("HOSTALIASES", "LOCALDOMAIN", "LOCPATH", "MALLOC_*", "NIS_PATH", "NLSPATH", "RESOLV_*", "RES_OPTIONS", "TZDIR")),
            new Kept("makes a shell run code before or beside its script (bash(1))",
                    List.of("BASH_ENV", "ENV", "BASH_FUNC_*", "BASHOPTS", "SHELLOPTS", "PS4", "PROMPT_COMMAND", "IFS", "CDPATH", "GLOBIGNORE")),
            new Kept("makes an interpreter load code or take options",
                    List.of("PERL*", "PYTHON*", "RUBY*", "GEM_*", "NODE_OPTIONS", "NODE_PATH", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS",
                            "JDK_JAVA_OPTIONS", "CLASSPATH", "LUA_*", "TCLLIBPATH", "GUILE_*", "PHPRC", "PHP_INI_SCAN_DIR")),
            new Kept("makes a library load modules of the host, which need not fit the application's",
                    List.of("GTK_PATH", "GTK_MODULES", "GTK_EXE_PREFIX", "GTK_IM_MODULE_FILE", "GIO_EXTRA_MODULES", "GIO_MODULE_DIR",
                            "GDK_PIXBUF_*", "GSETTINGS_SCHEMA_DIR", "GST_PLUGIN_*", "GST_REGISTRY*", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH",
                            "QML_IMPORT_PATH", "QML2_IMPORT_PATH", "OPENSSL_CONF", "OPENSSL_ENGINES", "OPENSSL_MODULES", "VK_*", "LIBGL_DRIVERS_PATH",
                            "LIBVA_DRIVERS_PATH")),
            new Kept("names a directory of the caller that the application has its own of",
                    List.of("TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
                            "XDG_DATA_DIRS", "XDG_CONFIG_DIRS", "OLDPWD")),
            new Kept("names programs of the host that are not the application's", List.of("PATH")),
            new Kept("speaks for the sandbox, or belongs to another one", List.of("SNAP", "SNAP_*", "CORDON_*")));

    private static final Names NAMES = Names.of(OUTSIDE);

    private CallerEnvironment() {
    }

    /** The variables that cross, in a new map that the caller may add to. */
    static Map<String, String> crossing(Map<String, String> caller) {
        Map<String, String> crossing = new LinkedHashMap<>(Math.max(64, caller.size() * 2));
        caller.forEach((name, value) -> {
            if (isName(name) && NAMES.reason(name) == null) {
                crossing.put(name, value);
            }
        });
        return crossing;
    }

    /** Why a variable does not cross; empty for one that does. */
    static Optional<String> reason(String name) {
        return isName(name) ? Optional.ofNullable(NAMES.reason(name)) : Optional.of("is no name that a program could ask for");
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0;
    }

    /** The table as it is searched: whole names, and beginnings by their first letter. */
    private record Names(Map<String, String> whole, Map<Character, Map<String, String>> beginnings) {

        static Names of(List<Kept> table) {
            Names names = new Names(new LinkedHashMap<>(), new LinkedHashMap<>());
            for (Kept kept : table) {
                for (String name : kept.names()) {
                    if (name.endsWith("*")) {
                        names.beginnings.computeIfAbsent(name.charAt(0), first -> new LinkedHashMap<>())
                                .put(name.substring(0, name.length() - 1), kept.reason());
                    } else {
                        names.whole.put(name, kept.reason());
                    }
                }
            }
            return names;
        }

        /** Null for a name that is not in the table. */
        String reason(String name) {
            String reason = whole.get(name);
            if (reason != null) {
                return reason;
            }
            for (Map.Entry<String, String> beginning : beginnings.getOrDefault(name.charAt(0), Map.of()).entrySet()) {
                if (name.startsWith(beginning.getKey())) {
                    return beginning.getValue();
                }
            }
            return null;
        }
    }
}
