// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Programs of the machine that some tests need. Where one is missing the test is skipped, loudly;
/// where `BROWNOUT_REQUIRE_TOOLS` is set, it fails.
public final class Tools {
    private Tools() {}

    /// The path of the first of `names` on the PATH.
    public static Path required(String... names) {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            for (var name : names) {
                var file = Path.of(folder, name);
                if (Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        var message =
                "SKIPPED: no "
                        + String.join(" or ", names)
                        + " on the PATH; install it to run this test";
        System.err.println("\n*** " + message + " ***\n");
        if (System.getenv("BROWNOUT_REQUIRE_TOOLS") != null) {
            throw new AssertionError(message);
        }
        Assumptions.abort(message);
        throw new IllegalStateException("not reached");
    }

    /// What a program said; `status` is its exit code.
    record Said(int status, String printed, String complaint) {}

    /// Runs `command` to its end.
    static Said run(String... command) throws IOException, InterruptedException {
        var complaint = Files.createTempFile("complaint", ".txt");
        try {
            var process = new ProcessBuilder(command).redirectError(complaint.toFile()).start();
            var printed = process.getInputStream().readAllBytes();
            int status = process.waitFor();
            return new Said(
                    status,
                    new String(printed, StandardCharsets.UTF_8),
                    Files.readString(complaint));
        } finally {
            Files.delete(complaint);
        }
    }
}
