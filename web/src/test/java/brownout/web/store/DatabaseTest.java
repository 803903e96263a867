// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that cannot be trusted is refused in one line and stays as it is.
class DatabaseTest {
    @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void someEvents() {
        var data = DataFolder.open(folder);
        file = data.database();
        try (var database = Database.open(data);
                var journal = new Journal(database)) {
            for (int i = 1; i <= 200; i++) {
                var body = "{\"text\":\"" + "x".repeat(500) + "\"}";
                journal.append(new StoredEvent("run", i, i, i, "me", "noted", 1, "", body));
            }
        }
    }

    private String refusal() throws IOException {
        var before = Files.readAllBytes(file);
        var problem =
                assertThrows(StoreProblem.class, () -> Database.open(DataFolder.open(folder)));
        assertArrayEquals(before, Files.readAllBytes(file), "the file was touched");
        var message = String.valueOf(problem.getMessage());
        assertFalse(message.contains("\n"), message);
        return message;
    }

    @Test
    void aNewerSchemaIsRefused() throws Exception {
        try (var database = Database.open(DataFolder.open(folder));
                var connection = database.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into \"flyway_schema_history\" select 99, '99', 'later', \"type\","
                            + " 'V99__later.sql', 1, \"installed_by\", \"installed_on\", 1, true"
                            + " from \"flyway_schema_history\" where \"version\" = '1'");
        }
        assertTrue(refusal().contains("newer Brownout (schema 99, this program knows 1)"));
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));
        assertTrue(refusal().contains("damaged"));
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        var bytes = new byte[20_000];
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);
        assertTrue(refusal().contains("damaged"));
    }

    @Test
    void aDamagedMiddleIsRefused() throws IOException {
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 8192, bytes.length - 4096, (byte) 0x5a);
        Files.write(file, bytes);
        assertTrue(refusal().contains("damaged"));
    }

    @Test
    void aFolderThatCannotBeIsRefused() {
        var problem =
                assertThrows(StoreProblem.class, () -> DataFolder.open(file.resolve("below")));
        assertTrue(String.valueOf(problem.getMessage()).contains("--data DIR"));
    }

    @Test
    void theCookieKeyStaysTheSame() {
        var data = DataFolder.open(folder);
        assertArrayEquals(data.cookieKey(), data.cookieKey());
    }
}
