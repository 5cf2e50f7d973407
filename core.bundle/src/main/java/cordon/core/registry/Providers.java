package cordon.core.registry;

import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Takes down who offers a service, when it arrives. Immutable. */
public final class Providers {
    private static final Pattern BACKEND = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    /** Directories of the state beside which those of backends lie. */
    private static final Set<String> TAKEN = Set.of("snaps", "packages", "snap", "var", "tmp", "run", "bin", "deploy", "approvals", "made");

    private final Optional<Path> distribution;

    /** @param distribution the directory of the bundles that come with Cordon; empty when it is not known, and then none does */
    public Providers(Optional<Path> distribution) {
        this.distribution = distribution.map(Path::toAbsolutePath).map(Path::normalize);
    }

    /** @throws Foreign.Failure when the bundle does not say what it offers */
    public Provider<Interface> ofInterface(ServiceReference<Interface> reference, Interface service) throws Foreign.Failure {
        KnownInterface known = KnownInterface.of(service);
        return provider(reference, known, known.info().name(), "");
    }

    /** @throws Foreign.Failure when the bundle does not say what it offers, or the name cannot be that of a directory of its own */
    public Provider<Backend> ofBackend(ServiceReference<Backend> reference, Backend service) throws Foreign.Failure {
        String name = Foreign.call(() -> {
            String own = service.name();
            if (!BACKEND.matcher(own).matches() || TAKEN.contains(own)) {
                throw new IllegalArgumentException("\"" + own + "\" cannot be the name of a backend: lower-case words joined by dashes, and none of "
                        + String.join(", ", TAKEN.stream().sorted().toList()));
            }
            return own;
        });
        return provider(reference, service, name, BundleCode.of(reference.getBundle()));
    }

    private <T> Provider<T> provider(ServiceReference<T> reference, T service, String name, String code) {
        Bundle bundle = reference.getBundle();
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        return new Provider<>(service, name, String.valueOf(bundle.getSymbolicName()), bundle.getVersion().toString(), bundled(bundle.getLocation()), ranking,
                bundle.getBundleId(), (Long) reference.getProperty(Constants.SERVICE_ID), code);
    }

    /** Whether a bundle was installed from the distribution's directory: {@code file:/opt/cordon/bundle/4/x.jar}, or with {@code reference:} before. */
    boolean bundled(String location) {
        String path = location.startsWith("reference:") ? location.substring("reference:".length()) : location;
        if (distribution.isEmpty() || !path.startsWith("file:")) {
            return false;
        }
        try {
            String plain = URI.create(path).getPath();
            return plain != null && Path.of(plain).normalize().startsWith(distribution.get());
        } catch (IllegalArgumentException e) {
            return false; // A location is any text; one that is no URI, or no path, is none of ours.
        }
    }
}
