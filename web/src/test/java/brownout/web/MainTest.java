// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as an operator meets it: a process of its own, its exit status, its one line.
class MainTest {
    @TempDir Path folder;

    /// A process that has ended, or one that is running and has said that it is ready.
    private record Ended(int status, String out, String err) {}

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add("brownout.web.Main");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        var process = start(arguments);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "did not end");
        return ended(process);
    }

    private Ended ended(Process process) throws IOException {
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err")));
    }

    private static void assertOneLine(Ended ended, int status, String part) {
        assertEquals(status, ended.status(), ended.err());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().startsWith("brownout: "), ended.err());
        assertTrue(ended.err().contains(part), ended.err());
        assertEquals("", ended.out());
    }

    @Test
    void helpAndVersion() throws Exception {
        assertTrue(run("--help").out().startsWith("Usage: brownout"));
        assertEquals("brownout 0.1.0\n", run("version").out());
    }

    @Test
    void whatIsNotUnderstoodIsTwo() throws Exception {
        assertOneLine(run("--prot", "80"), 2, "unknown option --prot");
        assertOneLine(run("--port", "x"), 2, "--port x: not a port");
        assertOneLine(run("--port"), 2, "--port needs a value");
        assertOneLine(run("--public-url", "x"), 2, "not a URL");
        assertOneLine(run("--history", "10m"), 2, "--history 10m: not a length of history");
        assertOneLine(run("--history", "8d"), 2, "give 1h to 7d");
        assertOneLine(run("--history", "6 h"), 2, "give 1h to 7d");
    }

    @Test
    void aPortInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());
            var data = folder.resolve("data").toString();
            assertOneLine(
                    run("--port", port, "--data", data), 1, "cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void anUnwritableFolder() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        var below = file.resolve("data").toString();
        assertOneLine(run("--port", "0", "--data", below), 1, "cannot write to the data folder");
    }

    @Test
    void aMistakeAmongReceivers() throws Exception {
        var file = folder.resolve("receivers.yml");
        var data = folder.resolve("data");
        var line =
                new String[] {
                    "--port", "0", "--data", data.toString(), "--receivers", file.toString()
                };
        assertOneLine(run(line), 1, "cannot read the receivers in " + file);
        Files.writeString(file, "receivers:\n  - {name: a, email_configs: [{to: b}]}\n");
        assertOneLine(run(line), 1, file + ":2:15: email_configs is not supported yet");
        assertFalse(Files.exists(data), "nothing was begun");
    }

    @Test
    void aDamagedDatabase() throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));
        var file = data.resolve("brownout.mv.db");
        var bytes =
                "this is no database, but a page of text\n"
                        .repeat(500)
                        .getBytes(StandardCharsets.UTF_8);
        Files.write(file, bytes);
        assertOneLine(run("--port", "0", "--data", data.toString()), 1, "is damaged");
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    @Test
    void startsSaysWhereAndStopsCleanly() throws Exception {
        var data = folder.resolve("data").toString();
        var once = run("--port", "0", "--data", data, "--exit-when-ready");
        assertEquals(0, once.status(), once.err());
        assertTrue(once.out().startsWith("Brownout is ready at http://127.0.0.1:"), once.out());
        var process = start("--port", "0", "--data", data);
        awaitReady(process);
        process.destroy();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, ended(process).status(), ended(process).err());
    }

    private void awaitReady(Process process) throws IOException, InterruptedException {
        while (!Files.readString(folder.resolve("out")).contains("ready")) {
            assertTrue(!process.waitFor(50, TimeUnit.MILLISECONDS), "ended early");
        }
    }
}
