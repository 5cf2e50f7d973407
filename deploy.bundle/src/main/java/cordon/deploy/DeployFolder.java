package cordon.deploy;

import cordon.core.BundleSignatures;
import cordon.core.CordonException;
import cordon.core.InterfaceFiles;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the bundles in step with the files of the folder. It looks at one file at a time and compares what is there with what is
 * in force, whoever says that something changed: File Install, or a verb that does not want to wait for it. A new version is started before
 * the one that it replaces is taken away, so no launch meets a moment without either; one that does not start leaves the old one.
 */
@Component(immediate = true, service = {ArtifactInstaller.class, CollisionHook.class, DeployFolder.class},
        property = Constants.SERVICE_RANKING + ":Integer=1000")
public final class DeployFolder implements ArtifactInstaller, CollisionHook {
    private static final System.Logger LOG = System.getLogger(DeployFolder.class.getName());
    private static final String STANDARD_ROOT = "/var/lib/cordon";

    private final BundleContext context;
    private final BundleSignatures signatures;
    private final FolderFiles files;
    private final CandidateReader reader;
    private final Map<String, Deployed> inForce = new TreeMap<>();
    private final Map<String, Refused> refused = new TreeMap<>();
    private Bundle replacing;

    /** A file in force. */
    record Deployed(Candidate candidate, Bundle bundle) {
    }

    private record Refused(String hash, List<String> problems) {
    }

    /** Makes the folder, and puts what lies in it into force. @throws IOException when there can be no such folder */
    @Activate
    public DeployFolder(BundleContext context, @Reference InterfaceFiles descriptions, @Reference BundleSignatures signatures) throws IOException {
        this.context = context;
        this.signatures = signatures;
        String root = Optional.ofNullable(context.getProperty("cordon.root")).orElse(STANDARD_ROOT);
        files = new FolderFiles(Path.of(root, "deploy"));
        reader = new CandidateReader(descriptions, this::symbolicNamesOfOthers);
        files.make();
    }

    /** What was deployed when this bundle was here before, and is not in the folder any more, goes. */
    @Activate
    synchronized void begin() throws IOException {
        files.names().stream().filter(this::concerns).forEach(this::sync);
        Set<Bundle> kept = inForce.values().stream().map(Deployed::bundle).collect(Collectors.toSet());
        Stream.of(context.getBundles()).filter(bundle -> bundle.getLocation().startsWith(Candidate.SCHEME) && !kept.contains(bundle)).forEach(this::remove);
    }

    /** What is deployed stays; who reads the folder next finds it. */
    @Deactivate
    synchronized void stop() {
        inForce.clear();
        refused.clear();
    }

    FolderFiles files() {
        return files;
    }

    /** @throws CordonException when the content is wrong for a file of that name */
    Candidate read(String file, byte[] content) throws CordonException {
        return reader.read(file, content);
    }

    synchronized Optional<Deployed> inForce(String file) {
        return Optional.ofNullable(inForce.get(file));
    }

    synchronized List<String> names() {
        return List.copyOf(inForce.keySet());
    }

    /** What is wrong with one file. */
    synchronized List<String> problems(String file) {
        return refused.containsKey(file) ? refused.get(file).problems() : List.of();
    }

    /** What is wrong, of all files. */
    synchronized List<String> problems() {
        return refused.values().stream().map(Refused::problems).flatMap(List::stream).toList();
    }

    /** Brings what is in force in step with a file. Never throws: what is wrong is logged, and listed as a problem. */
    synchronized void sync(String file) {
        try {
            Optional<byte[]> content = files.read(file);
            if (content.isEmpty()) {
                refused.remove(file);
                Optional.ofNullable(inForce.remove(file)).ifPresent(gone -> remove(gone.bundle()));
                return;
            }
            String hash = CandidateReader.hash(content.get());
            Deployed now = inForce.get(file);
            if (now != null && now.candidate().hash().equals(hash)) {
                refused.remove(file);
            } else if (!refused.containsKey(file) || !refused.get(file).hash().equals(hash)) {
                replace(file, hash, content.get(), Optional.ofNullable(now));
            }
        } catch (IOException e) {
            refuse(file, "", List.of(file + ": " + e.getMessage()));
        }
    }

    private void replace(String file, String hash, byte[] content, Optional<Deployed> before) {
        try {
            Candidate candidate = reader.read(file, content);
            replacing = before.map(Deployed::bundle).orElse(null);
            Bundle bundle = context.installBundle(candidate.location(), new ByteArrayInputStream(candidate.jar()));
            start(candidate, bundle);
            inForce.put(file, new Deployed(candidate, bundle));
            refused.remove(file);
            before.ifPresent(old -> remove(old.bundle()));
            LOG.log(Level.INFO, "deployed " + file + " as bundle " + bundle.getSymbolicName() + " " + bundle.getVersion());
        } catch (CordonException e) {
            refuse(file, hash, Arrays.asList(e.getMessage().split("\n")));
        } catch (BundleException e) {
            refuse(file, hash, List.of(refusal(file, e)));
        } finally {
            replacing = null;
        }
    }

    private static String refusal(String file, BundleException e) {
        return file + ": " + e.getMessage().lines().findFirst().orElse("the framework refuses it");
    }

    /** What is asked about a bundle. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Bundle bundle) throws CordonException;
    }

    /**
     * Asks something about the bundle that a file would become, if it were let in. It is installed for as long as the answer takes, and none of its
     * code runs.
     *
     * @throws CordonException when it would be refused, in the words of a deployment
     */
    synchronized <T> T look(Candidate candidate, Question<T> question) throws CordonException {
        String cannot = "cannot deploy " + candidate.file() + ": ";
        try {
            replacing = inForce(candidate.file()).map(Deployed::bundle).orElse(null);
            Bundle bundle = context.installBundle(candidate.location() + "-seen", new ByteArrayInputStream(candidate.jar()));
            try {
                Optional<String> objection = objection(candidate, bundle);
                if (objection.isPresent()) {
                    throw new CordonException(CordonException.Kind.INVALID, cannot + objection.get());
                }
                return question.ask(bundle);
            } finally {
                bundle.uninstall();
            }
        } catch (BundleException e) {
            throw new CordonException(CordonException.Kind.INVALID, cannot + refusal(candidate.file(), e), e);
        } finally {
            replacing = null;
        }
    }

    private Optional<String> objection(Candidate candidate, Bundle bundle) {
        String advice = candidate.file().endsWith(CandidateReader.YAML) ? "; a description alone cannot be signed: pack it into a jar, and sign that" : "";
        return signatures.objection(bundle).map(why -> candidate.file() + ": " + why + advice);
    }

    /** No code of a bundle runs before it is known who signed it. */
    private void start(Candidate candidate, Bundle bundle) throws BundleException, CordonException {
        boolean started = false;
        try {
            Optional<String> objection = objection(candidate, bundle);
            if (objection.isPresent()) {
                throw new CordonException(CordonException.Kind.INVALID, objection.get());
            }
            bundle.start();
            started = true;
        } finally {
            if (!started) {
                bundle.uninstall();
            }
        }
    }

    private void remove(Bundle bundle) {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        } catch (BundleException e) {
            LOG.log(Level.ERROR, "cannot take bundle " + bundle.getSymbolicName() + " away: " + e.getMessage(), e);
        }
        // Whoever imported a package of it gets the next one's now, and its class loader goes.
        FrameworkWiring wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (!wiring.getRemovalPendingBundles().isEmpty()) {
            wiring.refreshBundles(null);
        }
    }

    private void refuse(String file, String hash, List<String> problems) {
        if (!new Refused(hash, problems).equals(refused.put(file, new Refused(hash, problems)))) {
            String kept = inForce.containsKey(file) ? "; the version before stays in force" : "";
            problems.forEach(problem -> LOG.log(Level.ERROR, "cannot deploy " + problem + kept));
        }
    }

    private Set<String> symbolicNamesOfOthers() {
        return Stream.of(context.getBundles()).filter(bundle -> !bundle.getLocation().startsWith(Candidate.SCHEME)).map(Bundle::getSymbolicName)
                .collect(Collectors.toSet());
    }

    private boolean concerns(String name) {
        return !name.startsWith(".") && (name.endsWith(CandidateReader.YAML) || name.endsWith(CandidateReader.JAR) || name.endsWith(".yml"));
    }

    /** The bundle that is about to be replaced does not stand in its own successor's way. */
    @Override
    public void filterCollisions(int operation, Bundle target, Collection<Bundle> candidates) {
        if (operation == INSTALLING && replacing != null) {
            candidates.remove(replacing);
        }
    }

    @Override
    public boolean canHandle(File artifact) {
        return artifact.toPath().getParent().equals(files.path()) && concerns(artifact.getName());
    }

    @Override
    public void install(File artifact) {
        sync(artifact.getName());
    }

    @Override
    public void update(File artifact) {
        sync(artifact.getName());
    }

    @Override
    public void uninstall(File artifact) {
        sync(artifact.getName());
    }
}
