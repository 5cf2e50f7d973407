package cordon.api.launch;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** A step about the namespaces that the process is in (namespaces(7)). */
@ProviderType
public sealed interface NamespaceStep extends LaunchStep {

    @Override
    default Stage stage() {
        return Stage.NAMESPACE;
    }

    /** Joins the kept mount namespace (setns(2)). */
    record JoinMountNamespace(Descriptor namespace, String name) implements NamespaceStep {
        /** Both are required; {@code name} is for people. */
        public JoinMountNamespace {
            Objects.requireNonNull(namespace);
            Objects.requireNonNull(name);
        }
    }

    /**
     * Makes a new mount namespace (unshare(2)). Its mounts are made {@code slave}: what the parent mounts arrives, and
     * nothing leaves.
     */
    record NewMountNamespace() implements NamespaceStep {
    }

    /**
     * Sends a descriptor of the process's mount namespace over a socket (SCM_RIGHTS, unix(7)), and does not wait. Whoever has it keeps the
     * namespace: the last process in one takes its mounts apart, and only then does its parent learn that it has ended. One
     * that cannot be sent ends with its processes, as without this step.
     *
     * @param socket a connected Unix socket
     */
    record HandOverMountNamespace(Descriptor socket) implements NamespaceStep {
        /** Nothing is null. */
        public HandOverMountNamespace {
            Objects.requireNonNull(socket);
        }
    }

    /** Makes a new user namespace in which the caller's uid and gid map to themselves (user_namespaces(7)). */
    record NewUserNamespace(int uid, int gid) implements NamespaceStep {
    }
}
