package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerEnvironmentTest {

    @ParameterizedTest
    @ValueSource(strings = {"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "LD_", "GCONV_PATH", "GLIBC_TUNABLES", "LOCPATH", "MALLOC_CHECK_", "NLSPATH",
            "HOSTALIASES", "RES_OPTIONS", "RESOLV_HOST_CONF", "TMPDIR", "BASH_ENV", "ENV", "BASH_FUNC_ls%%", "SHELLOPTS", "PERL5LIB", "PERL5OPT",
            "PYTHONPATH", "PYTHONSTARTUP", "RUBYOPT", "NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "CORDON_ROOT", "SNAP", "SNAP_NAME",
            "SNAP_COOKIE", "XDG_DATA_DIRS", "XDG_RUNTIME_DIR", "PATH", "GTK_MODULES", "OPENSSL_CONF", "", "A=B"})
    void dangerousVariablesDoNotCross(String name) {
        assertTrue(CallerEnvironment.crossing(Map.of(name, "value")).isEmpty());
        assertFalse(CallerEnvironment.reason(name).orElseThrow().isBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "LANG", "LC_ALL", "DISPLAY", "WAYLAND_DISPLAY", "USER", "EDITOR", "SNAPSHOT", "LDAP", "ENVIRONMENT", "http_proxy",
            "ld_preload", "XDG_CURRENT_DESKTOP", "a.b-c"})
    void allOthersDo(String name) {
        assertEquals(Map.of(name, "value"), CallerEnvironment.crossing(Map.of(name, "value")));
    }

    @Test
    void valuesCrossUnchanged() {
        String bytes = "a\nb\t$HOME ${x} \udcff'\"\\";
        assertEquals(bytes, CallerEnvironment.crossing(Map.of("X", bytes)).get("X"));
    }
}
