package cordon.core.profiles;

import cordon.api.backend.Backend;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.snap.SecurityLabel;
import cordon.core.registry.Foreign;
import cordon.core.registry.Provider;
import cordon.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Profiles of one backend on their way: compiled, then written and loaded together, or undone together. */
final class Batch {
    private final Provider<Backend> backend;
    private final ProfileStore store;
    private final ProfileSet before;
    private final List<Item> items = new ArrayList<>();
    private final LastHash hash = new LastHash();

    /**
     * A profile.
     *
     * @param stored  as it will be
     * @param present the file as it is; empty when there is none
     * @param wanted  whether somebody asked for this very text: then an edit that it replaces is his
     */
    private record Item(StoredProfile stored, Optional<String> present, boolean wanted) {
        boolean changes() {
            return !Optional.of(stored.text()).equals(present);
        }
    }

    Batch(Provider<Backend> backend, ProfileStore store, ProfileSet before) {
        this.backend = backend;
        this.store = store;
        this.before = before;
    }

    Provider<Backend> backend() {
        return backend;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    List<StoredProfile> profiles() {
        return items.stream().map(Item::stored).toList();
    }

    List<SecurityLabel> labels() {
        return items.stream().map(item -> item.stored().label()).toList();
    }

    /** Compiles a policy. An edit of a text that the same policy compiles to stays; any other text is replaced. */
    void add(AppPolicy policy) throws ProfileException {
        SecurityLabel label = policy.label();
        ProfileText fresh = compiled(policy);
        try {
            Optional<String> present = store.read(label);
            Optional<ProfileText> kept = present.map(ProfileText::parse).filter(old -> old.isOf(fresh));
            String text = kept.isPresent() ? present.get() : fresh.render(label, backend.name());
            boolean edited = kept.isPresent() && !kept.get().body().equals(fresh.body());
            items.add(new Item(new StoredProfile(label, policy.hash(), store.file(label), text, edited), present, false));
        } catch (LinuxException e) {
            throw failure(backend, "compile", label.text(), e);
        }
    }

    /** Takes a text in the place of what a policy compiles to, or that when it is empty. */
    void put(AppPolicy policy, Optional<String> text) throws ProfileException {
        SecurityLabel label = policy.label();
        ProfileText fresh = compiled(policy);
        ProfileText wanted = text.map(fresh::with).orElse(fresh);
        try {
            items.add(new Item(new StoredProfile(label, policy.hash(), store.file(label), wanted.render(label, backend.name()), wanted.edited()),
                    store.read(label), true));
        } catch (LinuxException e) {
            throw failure(backend, "compile", label.text(), e);
        }
    }

    /** What a policy compiles to. */
    ProfileText compiled(AppPolicy policy) throws ProfileException {
        try {
            return ProfileText.compiled(policy.hash(), Foreign.call(() -> backend.service().compile(policy)).text(), hash);
        } catch (Foreign.Failure e) {
            throw failure(backend, "compile", policy.label().text(), e);
        }
    }

    /** The text that is in force for a policy, with what was edited in it; when none is, what it compiles to. */
    ProfileText inForce(AppPolicy policy) throws ProfileException {
        boolean there = before.policyHash(backend, policy.label()).filter(policy.hash()::equals).isPresent();
        boolean waits = before.waits(backend, policy.label());
        try {
            Optional<ProfileText> present = (there ? store.read(policy.label()).map(ProfileText::parse) : Optional.<ProfileText>empty())
                    .filter(text -> !waits || text.policyHash().equals(policy.hash()));
            return present.isPresent() ? present.get() : compiled(policy);
        } catch (LinuxException e) {
            throw failure(backend, "read", policy.label().text(), e);
        }
    }

    /** Splits into batches of one. */
    List<Batch> single() {
        return items.stream().map(item -> {
            Batch one = new Batch(backend, store, before);
            one.items.add(item);
            return one;
        }).toList();
    }

    /**
     * A batch in force.
     *
     * @param batch    it
     * @param reach    whom it reaches
     * @param warnings a line for each edit that it replaced, and for what the backend has not got that the profiles ask for
     */
    record InForce(Batch batch, Reach reach, List<String> warnings) {
    }

    /** Writes what differs and loads all. */
    InForce load() throws ProfileException {
        List<String> warnings = new ArrayList<>();
        try {
            write(warnings);
            Reach reach = Foreign.call(() -> backend.service().load(profiles()));
            warnings.addAll(shortfalls());
            return new InForce(this, reach, warnings);
        } catch (Foreign.Failure | LinuxException e) {
            ProfileException failure = failure(backend, "load", names(), e);
            undo(failure);
            throw failure;
        }
    }

    /** Writes what differs and loads nothing: for commands that nobody has started yet. Returns a line for each edit that it replaced. */
    List<String> write() throws ProfileException {
        List<String> warnings = new ArrayList<>();
        try {
            write(warnings);
            return warnings;
        } catch (LinuxException e) {
            throw failure(backend, "write", names(), e);
        }
    }

    private void write(List<String> warnings) throws LinuxException {
        for (Item item : items) {
            if (item.changes()) {
                replaceEdit(item, warnings);
                store.write(item.stored().label(), item.stored().text());
            }
        }
    }

    /** The profiles are in force: that a backend cannot say what is lacking is no reason to go back. */
    private List<String> shortfalls() {
        try {
            return Foreign.call(() -> backend.service().shortfalls(labels()));
        } catch (Foreign.Failure e) {
            return List.of("what the " + backend.name() + " profiles of " + names() + " lack is not known: " + e.getMessage());
        }
    }

    private void replaceEdit(Item item, List<String> warnings) throws LinuxException {
        if (item.present().isPresent() && !item.wanted() && !isLoadedUnedited(item)) {
            ProfileText old = ProfileText.parse(item.present().get());
            if (old.edited() && !old.body().isBlank()) {
                warnings.add("the policy of " + item.stored().label() + " changed: its edited " + backend.name() + " profile is replaced; the edit is kept in "
                        + store.keepAside(item.stored().label(), item.present().get()));
            }
        }
    }

    /** Whether the file is, to the byte, a text that was loaded and that nobody had edited. */
    private boolean isLoadedUnedited(Item item) {
        return before.get(backend, item.stored().label()).filter(stored -> !stored.edited() && item.present().get().equals(stored.text())).isPresent();
    }

    /** Puts the texts and profiles of before in force again. What fails of it is added to the failure that is the cause. */
    void undo(Exception cause) {
        List<StoredProfile> previous = new ArrayList<>();
        List<SecurityLabel> fresh = new ArrayList<>();
        for (Item item : items) {
            SecurityLabel label = item.stored().label();
            before.get(backend, label).ifPresentOrElse(previous::add, () -> fresh.add(label));
            try {
                if (item.present().isPresent()) {
                    if (item.changes()) {
                        store.write(label, item.present().get());
                    }
                } else {
                    store.delete(label);
                }
            } catch (LinuxException e) {
                cause.addSuppressed(e);
            }
        }
        try {
            Foreign.call(() -> {
                backend.service().unload(fresh);
                return previous.isEmpty() ? Reach.LATER : backend.service().load(previous);
            });
        } catch (Foreign.Failure e) {
            cause.addSuppressed(e);
        }
    }

    private String names() {
        return String.join(", ", labels().stream().map(SecurityLabel::text).toList());
    }

    private static ProfileException failure(Provider<Backend> backend, String what, String labels, Exception e) {
        return new ProfileException("cannot " + what + " the " + backend.name() + " profile of " + labels + ": " + e.getMessage(), e);
    }
}
