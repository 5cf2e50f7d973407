package cordon.deploy;

import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Deployments.Given;
import cordon.core.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Fetches one file over HTTP. It is kept in memory, since no file of the size that is read here needs a place on disk, and nobody can
 * change it between the check and the use. A server gets no cookie, no name and no second try.
 */
final class Download {
    private static final int REDIRECTIONS_MAX = 5;
    private static final int PIECE = 1 << 16;
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308); // RFC 9110, 15.4
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final int largest;
    private final Duration patience;

    /**
     * @param largest  how many bytes a file may have
     * @param patience how long all of it may take
     */
    Download(int largest, Duration patience) {
        this.largest = largest;
        this.patience = patience;
    }

    /** @throws CordonException when there is no such file, or it may not be used */
    Given fetch(String url, Progress progress) throws CordonException {
        URI now = address(url, url);
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (int i = 0; i <= REDIRECTIONS_MAX; i++) {
                progress.step("fetching " + now);
                HttpURLConnection connection = open(now, end);
                try {
                    int status = connection.getResponseCode();
                    if (!REDIRECTIONS.contains(status)) {
                        return given(url, now, status, connection, progress, end);
                    }
                    now = redirected(url, now, connection.getHeaderField("Location"));
                } finally {
                    connection.disconnect();
                }
            }
            throw refused(url, "it is redirected more than " + REDIRECTIONS_MAX + " times");
        } catch (SocketTimeoutException e) {
            throw failed(url, "the server does not answer in time", e);
        } catch (IOException e) {
            throw failed(url, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static URI address(String url, String text) throws CordonException {
        try {
            URI address = URI.create(text);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme())) && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw failed(url, "it is no URL: " + e.getMessage(), e);
        }
        throw refused(url, text + " is no address that is fetched; there are https://HOST/PATH, http://HOST/PATH and file:///PATH, without a password");
    }

    private static URI redirected(String url, URI from, String location) throws CordonException {
        if (location == null) {
            throw refused(url, "the server redirects to nowhere");
        }
        URI next;
        try {
            next = address(url, from.resolve(location).toString());
        } catch (IllegalArgumentException e) {
            throw failed(url, "the server redirects to what is no URL: " + e.getMessage(), e);
        }
        if (from.getScheme().equals("https") && next.getScheme().equals("http")) {
            throw refused(url, "it is redirected from https to " + next + ", which anybody on the way could change");
        }
        return next;
    }

    private static HttpURLConnection open(URI address, long end) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(millisUntil(end));
        connection.setReadTimeout(millisUntil(end));
        connection.setRequestProperty("User-Agent", "Cordon");
        connection.setRequestProperty("Accept-Encoding", "identity");
        connection.setRequestProperty("Connection", "close");
        return connection;
    }

    private static int millisUntil(long end) throws SocketTimeoutException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no time is left");
        }
        return (int) left;
    }

    private Given given(String url, URI address, int status, HttpURLConnection connection, Progress progress, long end) throws IOException, CordonException {
        if (status != HttpURLConnection.HTTP_OK) {
            throw refused(url, "the server says " + status + " for " + address);
        }
        String name = name(url, address);
        boolean code = name.endsWith(CandidateReader.JAR);
        if (code && address.getScheme().equals("http") && !THIS_MACHINE.contains(address.getHost().toLowerCase(Locale.ROOT))) {
            throw refused(url, "a jar has code, which anybody on the way could change; use https");
        }
        long announced = connection.getContentLengthLong();
        if (announced > largest) {
            throw tooLarge(url);
        }
        try (InputStream in = connection.getInputStream()) {
            return new Given(name, content(url, in, announced, connection, progress, end));
        }
    }

    private byte[] content(String url, InputStream in, long announced, HttpURLConnection connection, Progress progress, long end) throws IOException, CordonException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            content.write(piece, 0, count);
            if (content.size() > largest) {
                throw tooLarge(url);
            }
            if (Thread.interrupted()) {
                throw new InterruptedIOException("it was interrupted");
            }
            progress.step("fetching " + url + ": " + content.size() / 1024 + (announced > 0 ? " of " + announced / 1024 : "") + " KiB");
            connection.setReadTimeout(millisUntil(end));
        }
        if (announced >= 0 && content.size() != announced) {
            throw refused(url, "the server sent " + content.size() + " of " + announced + " bytes");
        }
        return content.toByteArray();
    }

    /** What the address that was asked for ends in, or else the one that it led to. */
    private static String name(String url, URI address) throws CordonException {
        for (URI one : new URI[] {URI.create(url), address}) {
            String path = one.getPath() == null ? "" : one.getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (name.endsWith(CandidateReader.YAML) || name.endsWith(CandidateReader.JAR)) {
                return name;
            }
        }
        throw refused(url, "it does not end in .yaml or .jar");
    }

    private CordonException tooLarge(String url) {
        return refused(url, "it has more than " + largest + " bytes");
    }

    private static CordonException refused(String url, String why) {
        return failed(url, why, null);
    }

    private static CordonException failed(String url, String why, Exception cause) {
        return new CordonException(cause instanceof IOException ? Kind.SYSTEM : Kind.INVALID, "cannot fetch " + url + ": " + why, cause);
    }
}
