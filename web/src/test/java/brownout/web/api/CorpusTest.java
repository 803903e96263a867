// SPDX-License-Identifier: Apache-2.0
package brownout.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Plays every request of the corpus against a real server and compares the answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/api");

    private final ApiServer server = new ApiServer(Fixture.signals());

    @AfterAll
    void close() {
        server.close();
    }

    @BeforeAll
    void corpusIsThere() {
        assertTrue(Files.isDirectory(CORPUS), "no corpus at " + CORPUS.toAbsolutePath());
    }

    @TestFactory
    Stream<DynamicTest> answersAsWritten() throws IOException {
        try (var files = Files.walk(CORPUS)) {
            return files
                    .filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(this::tests);
        }
    }

    private Stream<DynamicTest> tests(Path file) {
        try {
            return HttpFile.read(Files.readAllLines(file)).stream()
                    .map(one ->
                            DynamicTest.dynamicTest(
                                    CORPUS.relativize(file) + ":" + one.line() + " " + one.title(),
                                    () -> check(one)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(HttpFile.Case one) {
        var reply = server.send(one.method(), one.path(), one.headers(), one.body());
        assertEquals(one.status(), reply.statusCode(), reply.body());
        if (!one.contentType().isEmpty()) {
            assertEquals(one.contentType(), reply.headers().firstValue("content-type").orElse(""));
        }
        one.answerHeaders()
                .forEach((name, value) ->
                        assertEquals(value, reply.headers().firstValue(name).orElse(""), name));
        if (!one.accepts(reply.body())) {
            assertEquals(one.answer(), reply.body());
        }
    }
}
