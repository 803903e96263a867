// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Style sheets, modules, fonts: all files below `webroot`, held in memory. Their address names a
/// digest of them all, so browsers keep them forever and ask anew after a change; relative imports
/// between modules stay below the same digest.
public final class Assets {
    private static final String ROOT = "webroot";
    private static final int DIGEST_LENGTH = 12;
    private static final Map<String, String> TYPES =
            Map.of(
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml",
                    "woff2", "font/woff2",
                    "txt", "text/plain; charset=utf-8");

    private final SortedMap<String, byte[]> files;
    private final String digest;

    private Assets(SortedMap<String, byte[]> files) {
        this.files = files;
        this.digest = digestOf(files);
    }

    /// Reads the class path's `webroot`, from a folder or from a jar.
    public static Assets load() {
        var root = Assets.class.getClassLoader().getResource(ROOT);
        if (root == null) {
            throw new IllegalStateException("no " + ROOT + " on the class path");
        }
        try {
            return new Assets(read(root.toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, byte[]> read(URI root) throws IOException {
        if (!root.getScheme().equals("jar")) {
            return read(Path.of(root));
        }
        try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
            return read(jar.getPath("/" + ROOT));
        }
    }

    private static SortedMap<String, byte[]> read(Path root) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var paths = Files.walk(root)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(path).toString().replace('\\', '/'),
                        Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static String digestOf(SortedMap<String, byte[]> files) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                sha.update(name.getBytes(StandardCharsets.UTF_8));
                sha.update(bytes);
            });
            return HexFormat.of().formatHex(sha.digest()).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The path below which all files lie, such as `/assets/0f3c9a12b7de`, without a slash at its end.
    public String base() {
        return "/assets/" + digest;
    }

    /// The files' names, such as `css/base.css`.
    Set<String> names() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /// The content of a file that is there.
    byte[] bytes(String name) {
        return Objects.requireNonNull(files.get(name), name).clone();
    }

    /// `GET /assets/{digest}/*`. A digest of another version is answered with today's file, which
    /// must then be asked for again.
    Reply file(Params in) {
        var path = in.rawPath();
        int slash = path.indexOf('/', "/assets/".length());
        var bytes = slash < 0 ? null : files.get(path.substring(slash + 1));
        if (bytes == null) {
            throw new Refusal(404, "no such file");
        }
        var type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "");
        var cache =
                path.startsWith(base() + "/") ? "public, max-age=31536000, immutable" : "no-cache";
        return new Reply(200, type, Map.of("Cache-Control", cache), bytes);
    }
}
