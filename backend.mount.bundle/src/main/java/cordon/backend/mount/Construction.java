package cordon.backend.mount;

import cordon.api.policy.MountEntryRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a namespace is made of: with the version of {@link RootLayout} equal constructions give equal views.
 *
 * @param snap          instance name
 * @param revision      of the snap
 * @param stateRoot     absolute, without links
 * @param snapDirectory the package on the host, absolute, without links
 * @param base          the base on the host, absolute, without links; empty when the host's root serves
 * @param identity      device, inode and change time of the package's and the base's directory: another package at the same
 *                      path is another construction
 * @param entries       mounts of the policy, variables replaced
 */
record Construction(String snap, String revision, String stateRoot, String snapDirectory, Optional<String> base, String identity,
        List<MountEntryRule> entries) {

    Construction {
        entries = List.copyOf(entries);
    }

    /** What is kept beside the namespace, to know it again. */
    String key() {
        StringBuilder key = new StringBuilder(RootLayout.VERSION).append('|').append(snap).append('|').append(revision).append('|')
                .append(snapDirectory).append('|').append(base.orElse("")).append('|').append(identity);
        entries.forEach(entry -> key.append('|').append(entry.text()));
        return key.toString();
    }

    /**
     * What there is on the host and in the base.
     *
     * @param directories the entries of each directory that the layout asks for, by its path on the host; one that does not
     *                    exist is not there
     */
    record Facts(Map<String, Map<String, Entry>> directories) {
        Facts {
            directories = Map.copyOf(directories);
        }

        Optional<Entry> entry(String directory, String name) {
            return Optional.ofNullable(entries(directory).get(name));
        }

        Map<String, Entry> entries(String directory) {
            return directories.getOrDefault(directory, Map.of());
        }

        boolean isDirectory(String directory, String name) {
            return entry(directory, name).filter(entry -> entry.kind() == Entry.Kind.DIRECTORY).isPresent();
        }
    }
}
