// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/// The one folder in which the server keeps things.
public record DataFolder(Path path) {
    private static final int KEY_BYTES = 32;

    /// Makes the folder where there is none and proves that it can be written to.
    public static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "probe", ".tmp"));
            return new DataFolder(path);
        } catch (IOException e) {
            throw new StoreProblem(
                    "cannot write to the data folder "
                            + path
                            + " ("
                            + e.getClass().getSimpleName()
                            + "). Give another one with --data DIR",
                    e);
        }
    }

    /// The secret under which cookies are signed, made at the first start; readable by the owner only.
    public byte[] cookieKey() {
        var file = path.resolve("cookie.key");
        try {
            if (!Files.exists(file)) {
                var key = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(key);
                createPrivate(file);
                Files.write(file, key);
            }
            var key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new StoreProblem(
                        file + " is not a key of 32 bytes. Delete it to get a new one");
            }
            return key;
        } catch (IOException e) {
            throw new StoreProblem("cannot read " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private static void createPrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var owner = PosixFilePermissions.fromString("rw-------");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        }
    }

    Path database() {
        return path.resolve("brownout.mv.db");
    }
}
