package cordon.deploy;

import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Deployments;
import cordon.core.InterfaceFiles;
import cordon.core.InterfaceView;
import cordon.core.Outcome;
import cordon.core.Plugboard;
import cordon.core.Preview;
import cordon.core.Progress;
import cordon.core.Proposal;
import cordon.testkit.scratch.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What can be asked of the folder, for whoever wants an answer. One change at a time. */
@Component(service = Deployments.class)
public final class DeploymentService implements Deployments {
    private static final int LONGEST_MILLIS = 60_000;
    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(1);
    private static final Pattern NAME = Pattern.compile("[a-z](-?[a-z0-9]){0,63}");
    private static final int PAUSE_MILLIS = 2;

    private final DeployFolder folder;
    private final Cordon cordon;
    private final InterfaceFiles descriptions;
    private final Path distribution;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Backend> backends;

    /** Of this folder. */
    @Activate
    public DeploymentService(BundleContext context, @Reference DeployFolder folder, @Reference Cordon cordon, @Reference InterfaceFiles descriptions) {
        this.folder = folder;
        this.cordon = cordon;
        this.descriptions = descriptions;
        this.distribution = Path.of(Optional.ofNullable(context.getProperty("cordon.bundles")).orElse("/usr/share/cordon/bundle")).resolveSibling("");
    }

    @Override
    public Path folder() {
        return folder.files().path();
    }

    @Override
    public List<String> files() {
        return folder.names();
    }

    @Override
    public List<String> problems() {
        return Stream.concat(folder.problems().stream(), descriptions.problems().stream()).toList();
    }

    @Override
    public Given fetch(String url, Progress progress) throws CordonException {
        return new Download(FolderFiles.LARGEST, LONGEST_DOWNLOAD).fetch(url, progress);
    }

    @Override
    public synchronized Outcome deploy(String name, byte[] content) throws CordonException {
        String what = "deploy " + name;
        Candidate candidate = accepted(what, name, content);
        String file = candidate.file();
        try {
            Optional<byte[]> before = folder.files().read(file);
            folder.files().write(file, content);
            folder.sync(file);
            List<String> problems = folder.problems(file);
            if (!problems.isEmpty()) {
                putBack(file, before);
                throw new CordonException(Kind.INVALID, "cannot " + what + ": " + String.join("\n", problems));
            }
            DeployFolder.Deployed now = folder.inForce(file)
                    .orElseThrow(() -> new CordonException(Kind.CONFLICT, "cannot " + what + ": somebody took it away at the same time"));
            return inEffect(what, before.isPresent() ? "updated " : "deployed ", now);
        } catch (IOException e) {
            throw new CordonException(Kind.SYSTEM, "cannot " + what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Preview preview(String name, byte[] content) throws CordonException {
        String what = "deploy " + name;
        Candidate candidate = accepted(what, name, content);
        return folder.look(candidate, bundle -> preview(what, candidate, bundle));
    }

    private Preview preview(String what, Candidate candidate, Bundle bundle) throws CordonException {
        Interface described = candidate.described().orElseThrow(() -> new CordonException(Kind.INVALID, "cannot say what would change if you " + what
                + ": its rules come from its code, which would have to run, as root; to see what it does, deploy it to a daemon that is there for that (cordond --root DIR)"));
        Preview preview = cordon.preview(new Proposal.Deploy(described, bundle));
        List<String> details = new ArrayList<>(Grants.inWords(described));
        details.addAll(preview.details());
        return new Preview(preview.summary(), details, preview.warnings(), preview.commands(), preview.running());
    }

    private Candidate accepted(String what, String name, byte[] content) throws CordonException {
        Candidate candidate = candidate(what, name.endsWith(CandidateReader.JAR) ? name : named(what, name, content), content);
        if (candidate.described().isPresent()) {
            refuseTaken(what, candidate);
        }
        return candidate;
    }

    /** A description goes by the name of its interface, whatever its file was called. */
    private String named(String what, String name, byte[] content) throws CordonException {
        try {
            return descriptions.read(content, name).info().name() + CandidateReader.YAML;
        } catch (CordonException e) {
            throw new CordonException(e.kind(), "cannot " + what + ": " + e.getMessage(), e);
        }
    }

    private Candidate candidate(String what, String file, byte[] content) throws CordonException {
        if (file.startsWith(".") || file.contains("/") || content.length > FolderFiles.LARGEST) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": it must be NAME.yaml or NAME.jar of at most " + FolderFiles.LARGEST + " bytes");
        }
        try {
            return folder.read(file, content);
        } catch (CordonException e) {
            throw new CordonException(e.kind(), "cannot " + what + ": " + e.getMessage(), e);
        }
    }

    private void refuseTaken(String what, Candidate candidate) throws CordonException {
        String name = candidate.described().orElseThrow().info().name();
        for (InterfaceView view : cordon.interfaces()) {
            if (view.info().name().equals(name) && !view.bundle().equals(candidate.symbolicName())) {
                throw new CordonException(Kind.CONFLICT, "cannot " + what + ": bundle " + view.bundle() + " has the interface " + name
                        + " already; give yours another name");
            }
        }
    }

    private void putBack(String file, Optional<byte[]> before) throws IOException {
        if (before.isPresent()) {
            folder.files().write(file, before.get());
        } else {
            folder.files().delete(file);
        }
        folder.sync(file);
    }

    private Outcome inEffect(String what, String done, DeployFolder.Deployed now) throws CordonException {
        Bundle bundle = now.bundle();
        String version = bundle.getVersion().toString();
        cordon.settle();
        boolean here = await(() -> now.candidate().described().isEmpty() || view(bundle.getSymbolicName(), version).isPresent());
        if (!here) {
            throw new CordonException(Kind.SYSTEM, "cannot " + what + ": its interface is not in effect after " + LONGEST_MILLIS / 1000
                    + " seconds; \"cordon interface --problems\" may say why");
        }
        List<String> details = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Optional<Interface> described = now.candidate().described();
        described.ifPresent(one -> details.addAll(Grants.inWords(one)));
        for (InterfaceView view : cordon.interfaces().stream().filter(one -> one.bundle().equals(bundle.getSymbolicName())).toList()) {
            details.add("interface " + view.info().name() + ": " + (view.held().isEmpty() ? connections(view.info().name()) : "held for review"));
            view.held().forEach(line -> warnings.add("held: " + line));
            if (!view.held().isEmpty()) {
                warnings.add("it grants nothing until root approves it: cordon interface approve " + view.info().name());
            }
        }
        if (described.isEmpty()) {
            warnings.add("the code of this bundle runs in the daemon, as root");
        }
        return new Outcome(done + described.map(one -> one.info().name() + ": " + one.info().summary()).orElse(bundle.getSymbolicName() + " " + version),
                details, warnings);
    }

    private Optional<InterfaceView> view(String bundle, String version) {
        return cordon.interfaces().stream().filter(one -> one.bundle().equals(bundle) && one.version().equals(version)).findFirst();
    }

    private String connections(String name) {
        List<String> joined = cordon.plugboard().connections().stream().filter(joint -> joint.interfaceName().equals(name) && !joint.suspended())
                .map(Plugboard.Joint::plug).map(Object::toString).toList();
        return joined.isEmpty() ? "nothing is connected yet" : "in force for " + String.join(", ", joined);
    }

    @Override
    public synchronized Outcome undeploy(String name) throws CordonException {
        String what = "undeploy " + name;
        try {
            List<String> there = folder.files().names();
            String file = Stream.of(name, name + CandidateReader.YAML, name + CandidateReader.JAR)
                    .filter(one -> there.contains(one) && (one.endsWith(CandidateReader.YAML) || one.endsWith(CandidateReader.JAR))).findFirst()
                    .orElseThrow(() -> new CordonException(Kind.NOT_FOUND, "cannot " + what + ": no such file is in " + folder()
                            + (folder.names().isEmpty() ? "" : "; there are " + String.join(", ", folder.names()))));
            Optional<DeployFolder.Deployed> before = folder.inForce(file);
            folder.files().delete(file);
            folder.sync(file);
            cordon.settle();
            before.ifPresent(one -> await(() -> view(one.bundle().getSymbolicName(), one.bundle().getVersion().toString()).isEmpty()));
            List<String> suspended = cordon.plugboard().connections().stream().filter(Plugboard.Joint::suspended)
                    .filter(joint -> before.flatMap(one -> one.candidate().described()).filter(one -> one.info().name().equals(joint.interfaceName())).isPresent())
                    .map(joint -> "suspended: " + joint.plug() + " to " + joint.slot()).toList();
            return new Outcome("undeployed " + file, suspended, List.of());
        } catch (IOException e) {
            throw new CordonException(Kind.SYSTEM, "cannot " + what + ": " + e.getMessage(), e);
        }
    }

    private static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST_MILLIS * 1_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000L);
        }
        return true;
    }

    @Override
    public Outcome check(String name, byte[] text) throws CordonException {
        Interface described = descriptions.read(text, name);
        return new Outcome(described.info().name() + ": " + described.info().summary(), Grants.inWords(described), Lint.of(described, backends));
    }

    @Override
    public Outcome tryChecks(String name, byte[] text) throws CordonException {
        Interface described = descriptions.read(text, name);
        List<CheckResult> results = described.info().checks().isEmpty() ? List.of() : CheckLines.of(distribution, described.info().name(), text);
        List<String> broken = results.stream().filter(one -> one.verdict() == CheckResult.Verdict.BROKEN).map(CheckResult::line).toList();
        return new Outcome(results.size() - broken.size() + " of " + results.size() + " check lines hold",
                results.stream().filter(one -> one.verdict() != CheckResult.Verdict.BROKEN).map(CheckResult::line).toList(), broken);
    }

    @Override
    public SortedMap<String, String> starter(String name, boolean java) throws CordonException {
        if (!NAME.matcher(name).matches()) {
            throw new CordonException(Kind.INVALID, "cannot begin an interface \"" + name + "\": a name has lower-case letters and digits, in words joined by single dashes");
        }
        Starter starter = new Starter(name, distribution.resolve("repository").toUri().toString());
        return java ? starter.project() : starter.description();
    }
}
