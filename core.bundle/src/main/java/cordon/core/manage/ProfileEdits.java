package cordon.core.manage;

import cordon.api.backend.Backend;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Outcome;
import cordon.core.ProfileView;
import cordon.core.Profiling;
import cordon.core.profiles.EditedProfile;
import cordon.core.profiles.Profiles;
import cordon.core.registry.Provider;
import cordon.core.snapyaml.Nearest;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and edits profiles. While one is exchanged no launch is under way, so that none meets a text that is not checked yet. */
final class ProfileEdits implements Profiling {
    private final Tools tools;
    private final Profiles profiles;
    private final LaunchGate gate;

    ProfileEdits(Tools tools, Profiles profiles, LaunchGate gate) {
        this.tools = tools;
        this.profiles = profiles;
        this.gate = gate;
    }

    @Override
    public List<ProfileView> profiles(String command) throws CordonException {
        World now = tools.changes().settled();
        return views("show the profiles of " + command, now, Launches.policy("show the profiles of", command, now));
    }

    @Override
    public List<ProfileView> modifiedProfiles() throws CordonException {
        World now = tools.changes().settled();
        List<ProfileView> modified = new ArrayList<>();
        try {
            for (AppPolicy policy : now.policies().values()) {
                for (Provider<Backend> backend : now.compiling()) {
                    if (profiles.isEdited(now.profiles(), backend, policy.label())) {
                        view(now, backend, policy).ifPresent(modified::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new CordonException(Kind.SYSTEM, "cannot find the profiles that were edited: " + e.getMessage(), e);
        }
        return modified;
    }

    /** What waits is loaded first: only then is the file what is in force. */
    private List<ProfileView> views(String what, World now, AppPolicy policy) throws CordonException {
        tools.changes().turns().launch(policy.label(), () -> {
            tools.changes().load(what, now, now.compiling(), policy);
            return policy;
        });
        List<ProfileView> views = new ArrayList<>();
        for (Provider<Backend> backend : now.compiling()) {
            view(now, backend, policy).ifPresent(views::add);
        }
        return views;
    }

    private Optional<ProfileView> view(World now, Provider<Backend> backend, AppPolicy policy) throws CordonException {
        try {
            Optional<EditedProfile> profile = profiles.current(now.profiles(), backend, policy.label());
            return profile.map(one -> new ProfileView(Commands.name(policy.label().snap(), policy.label().app()), backend.name(), one.file(), one.text(),
                    one.edited()));
        } catch (LinuxException e) {
            throw new CordonException(Kind.SYSTEM, "cannot read the " + backend.name() + " profile of " + policy.label() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Outcome editProfile(String command, String backend, String text) throws CordonException {
        String what = "edit the " + backend + " profile of " + command;
        return tools.changes().alone(now -> {
            AppPolicy policy = confined(what, command, now);
            Applied applied = exchange(what, now, List.of(backend(what, backend, now)), policy, Optional.of(text));
            return new Outcome("the " + backend + " profile of " + command + " is locally modified", effect(applied), applied.warnings());
        });
    }

    @Override
    public Outcome resetProfiles(String command, Optional<String> backend) throws CordonException {
        String what = "reset the profiles of " + command;
        return tools.changes().alone(now -> {
            AppPolicy policy = confined(what, command, now);
            List<Provider<Backend>> chosen = new ArrayList<>();
            if (backend.isPresent()) {
                chosen.add(backend(what, backend.get(), now));
            }
            List<String> modified = views(what, now, policy).stream().filter(ProfileView::modified).map(ProfileView::backend).toList();
            List<Provider<Backend>> reset = (chosen.isEmpty() ? now.compiling() : chosen).stream().filter(one -> modified.contains(one.name())).toList();
            if (reset.isEmpty()) {
                return new Outcome("no profile of " + command + " is locally modified", List.of(), List.of());
            }
            Applied applied = exchange(what, now, reset, policy, Optional.empty());
            return new Outcome("profiles of " + command + " are as its policy says: " + String.join(", ", reset.stream().map(Provider::name).toList()),
                    effect(applied), applied.warnings());
        });
    }

    private Applied exchange(String what, World now, List<Provider<Backend>> backends, AppPolicy policy, Optional<String> text) throws CordonException {
        return gate.exclusively(what, () -> tools.changes().exchange(what, now, backends, policy, text));
    }

    private List<String> effect(Applied applied) {
        return tools.running().effect(applied.loaded(), applied.after());
    }

    private static AppPolicy confined(String what, String command, World now) throws CordonException {
        AppPolicy policy = Launches.policy(what, command, now);
        if (policy.confinement() == Confinement.CLASSIC) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": it is not confined and has no profile");
        }
        return policy;
    }

    private static Provider<Backend> backend(String what, String name, World now) throws CordonException {
        List<String> names = now.compiling().stream().map(Provider::name).toList();
        return now.compiling().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new CordonException(Kind.NOT_FOUND, "cannot " + what + ": there is no backend \"" + name + "\" with profiles here; there are "
                        + String.join(", ", names) + Nearest.hint(name, names)));
    }
}
