package cordon.backend.mount;

import cordon.linux.Fd;

/**
 * A snap's namespace, held by its file descriptors; its mount on a file keeps it beyond this process.
 *
 * @param key       {@link Construction#key()} of what it is made of
 * @param namespace for setns(2)
 * @param root      its root directory, O_PATH
 */
record KeptNamespace(String key, Fd namespace, Fd root) implements AutoCloseable {
    @Override
    public void close() {
        namespace.close();
        root.close();
    }
}
