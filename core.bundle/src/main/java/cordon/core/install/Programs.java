package cordon.core.install;

import cordon.core.snapyaml.AppInfo;
import cordon.core.snapyaml.Daemon;
import cordon.core.snapyaml.HookInfo;
import cordon.core.snapyaml.SnapInfo;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Whether the programs that a {@code snap.yaml} names are in the package and can be executed. */
final class Programs {
    private static final String HOOKS = "meta/hooks";
    private static final int EXECUTABLE = 0111;
    private static final int OPEN_TO_OTHERS = 0005;

    private final Fd top;
    private final List<String> warnings = new ArrayList<>();

    private Programs(Fd top) {
        this.top = top;
    }

    /**
     * Checks them all.
     *
     * @param top the top directory of the package
     * @return what is odd, a line each
     */
    static List<String> check(Fd top, SnapInfo info) throws LinuxException, BadPackage {
        Programs programs = new Programs(top);
        if ((Paths.stat(top).permissions() & OPEN_TO_OTHERS) != OPEN_TO_OTHERS) {
            programs.warnings.add("the package's top directory is closed to other users: only root can run its commands");
        }
        for (AppInfo app : info.apps().values()) {
            programs.app(app);
        }
        programs.hooks(info);
        return programs.warnings;
    }

    private void app(AppInfo app) throws LinuxException, BadPackage {
        String key = "apps." + app.name() + ".";
        program(key + "command", app.command());
        chain(key, app.commandChain());
        if (app.daemon().isPresent()) {
            Daemon daemon = app.daemon().get();
            program(key + "stop-command", daemon.stopCommand());
            program(key + "post-stop-command", daemon.postStopCommand());
            program(key + "reload-command", daemon.reloadCommand());
        }
    }

    private void hooks(SnapInfo info) throws LinuxException, BadPackage {
        TreeSet<String> names = new TreeSet<>(info.hooks().keySet());
        names.addAll(hookFiles());
        for (String name : names) {
            program("hooks." + name, HOOKS + "/" + name);
        }
        for (HookInfo hook : info.hooks().values()) {
            chain("hooks." + hook.name() + ".", hook.commandChain());
        }
    }

    private List<String> hookFiles() throws LinuxException, BadPackage {
        try (Fd hooks = Paths.openDirectory(top, HOOKS)) {
            return Paths.list(hooks);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return List.of();
            } else if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                throw new BadPackage("\"" + HOOKS + "\" is no directory; make it one, or remove it", e);
            }
            throw e;
        }
    }

    private void chain(String key, List<String> programs) throws LinuxException, BadPackage {
        for (String program : programs) {
            program(key + "command-chain", program);
        }
    }

    /** The first word of a command is the program. Links within the package are followed. */
    private void program(String key, String command) throws LinuxException, BadPackage {
        if (command.isEmpty()) {
            return;
        }
        String path = command.split(" ", 2)[0];
        try (Fd file = Paths.open(top, path, OpenFlags.O_PATH, 0, OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_MAGICLINKS)) {
            Stat stat = Paths.stat(file);
            if (!stat.isRegular()) {
                throw new BadPackage(named(key, path) + " is no regular file; name a program");
            } else if ((stat.permissions() & EXECUTABLE) == 0) {
                throw new BadPackage(named(key, path) + " is not executable; chmod 755 it");
            } else if ((stat.permissions() & OPEN_TO_OTHERS) != OPEN_TO_OTHERS) {
                warnings.add(named(key, path) + " is closed to other users: only root can run it");
            }
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
                throw new BadPackage(named(key, path) + " is not in the package; add it, or correct the name", e);
            } else if (e.errno() == Errno.EXDEV || e.errno() == Errno.ELOOP) {
                throw new BadPackage(named(key, path) + " is a link to no program of the package; put the program there", e);
            }
            throw e;
        }
    }

    private static String named(String key, String path) {
        return "\"" + path + "\" (" + key + ")";
    }
}
