// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The server in a process of its own, so that it can be killed: any free port, data in `data`.
final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Brownout is ready at (http://\\S+)");

    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static ServerProcess start(Path data, String... jvmOptions) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(jvmOptions));
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "brownout.web.Main",
                        "serve",
                        "--port",
                        "0",
                        "--history",
                        "1h",
                        "--data",
                        data.toString()));
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectError(
                                    data.resolveSibling(data.getFileName() + ".log").toFile())
                            .start();
            var seen = new StringBuilder();
            var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
            String line;
            while ((line = reader.readLine()) != null) {
                seen.append(line).append('\n');
                var ready = READY.matcher(line);
                if (ready.find()) {
                    drain(reader);
                    return new ServerProcess(process, ready.group(1).replaceFirst("/$", ""));
                }
            }
            throw new IllegalStateException("the server did not start, it printed: " + seen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps reading, so that the server never blocks on its own output.
    private static void drain(BufferedReader reader) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (reader.readLine() != null) {}
                    } catch (IOException _) {
                        // the process has ended
                    }
                });
    }

    String url() {
        return url;
    }

    /// SIGKILL, and waits until it is gone.
    void kill() {
        process.destroyForcibly();
        await();
    }

    /// SIGTERM; the exit code.
    int stop() {
        process.destroy();
        return await();
    }

    private int await() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop within 30 s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
