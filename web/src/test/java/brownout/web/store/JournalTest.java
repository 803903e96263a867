// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is appended is there after the database was opened again.
class JournalTest {
    private static StoredEvent event(long seq, String key) {
        return new StoredEvent("run", seq, (int) seq, 1000 + seq, "me", "noted", 1, key, "{}");
    }

    @Test
    void appendedEventsSurviveReopening(@TempDir Path folder) {
        var run = new Journal.RunRow("run", "person", "drill", 5);
        var documents = Map.of("digest", new Journal.Document("estate", "text"));
        try (var database = Database.open(DataFolder.open(folder));
                var journal = new Journal(database)) {
            journal.create(run, event(1, ""), documents);
            journal.append(event(2, "key"));
            journal.viewed(new Journal.View("run", 3, 4, "me", "{}"));
        }
        try (var database = Database.open(DataFolder.open(folder));
                var journal = new Journal(database)) {
            assertEquals(List.of(event(1, ""), event(2, "key")), journal.events("run"));
            assertEquals(List.of(run), journal.runsOf("person"));
            assertEquals("text", journal.document("digest").orElseThrow().body());
            assertEquals(1, journal.views("run").size());
            assertTrue(journal.events("other").isEmpty());
        }
    }

    @Test
    void oneIdempotencyKeyIsOneEvent() {
        try (var database = Database.inMemory("keys");
                var journal = new Journal(database)) {
            journal.append(event(1, "key"));
            assertThrows(StoreProblem.class, () -> journal.append(event(2, "key")));
            journal.append(event(2, "other"));
            assertEquals(2, journal.events("run").size());
        }
    }

    @Test
    void aDocumentIsStoredOnce() {
        try (var database = Database.inMemory("documents");
                var journal = new Journal(database)) {
            var documents = Map.of("digest", new Journal.Document("estate", "text"));
            journal.create(new Journal.RunRow("a", "p", "d", 1), in("a"), documents);
            journal.create(new Journal.RunRow("b", "p", "d", 2), in("b"), documents);
            assertEquals("b", journal.runsOf("p").getFirst().id());
        }
    }

    private static StoredEvent in(String stream) {
        return new StoredEvent(stream, 1, 1, 1, "me", "started", 1, "", "{}");
    }
}
