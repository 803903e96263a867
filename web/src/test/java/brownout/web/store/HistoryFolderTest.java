// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Setting;
import brownout.simulator.engine.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images are a convenience: whatever happens to their folder, the history is the same.
final class HistoryFolderTest {
    private static final Setting SETTING = Setting.builtIn("larkspur");
    private static final int SECONDS = 300;

    @TempDir static Path shared;
    private static String expected;
    private static Path image;

    @TempDir Path data;

    @BeforeAll
    static void computeOnce() throws IOException {
        var folder = shared.resolve("history");
        expected = digest(new HistoryFolder(folder));
        image = files(folder).getFirst();
        assertEquals(1, files(folder).size(), "nothing but the image");
    }

    private static String digest(HistoryFolder folder) {
        Timeline history = folder.history(SETTING, 1, SECONDS);
        assertEquals(-1, history.closedTick());
        return history.digest(-SECONDS, 0);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Path copy() throws IOException {
        Files.createDirectories(folder());
        return Files.copy(image, folder().resolve(image.getFileName()));
    }

    private Path folder() {
        return data.resolve("history");
    }

    @Test
    void anImageIsReadAndLeftAsItIs() throws IOException {
        var file = copy();
        var before = Files.readAllBytes(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertEquals(expected, digest(new HistoryFolder(folder())));
        assertArrayEquals(before, Files.readAllBytes(file));
        assertTrue(Files.getLastModifiedTime(file).toMillis() > 0, "it has been used");
    }

    @Test
    void aDamagedImageIsReplaced() throws IOException {
        var file = copy();
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertEquals(expected, digest(new HistoryFolder(folder())));
        assertEquals(expected, digest(new HistoryFolder(folder())));
        assertFalse(Files.readAllBytes(file)[bytes.length / 2] == bytes[bytes.length / 2]);
        Files.write(file, new byte[0]);
        assertEquals(expected, digest(new HistoryFolder(folder())));
        assertTrue(Files.size(file) > 1000);
    }

    @Test
    void withoutAFolderThatCanBeWrittenNothingIsKept() throws IOException {
        var file = Files.writeString(data.resolve("history"), "not a folder");
        assertEquals(expected, digest(new HistoryFolder(file)));
        assertEquals("not a folder", Files.readString(file));
    }

    @Test
    void whatWasUsedLongestAgoAndWhatWasLeftUnfinishedIsRemoved() throws IOException {
        var folder = Files.createDirectories(data.resolve("history"));
        for (int i = 0; i < 12; i++) {
            var old = Files.writeString(folder.resolve(i + ".image"), "old");
            Files.setLastModifiedTime(old, FileTime.fromMillis(1000L * i));
        }
        Files.writeString(folder.resolve("half.tmp"), "half");
        assertEquals(expected, digest(new HistoryFolder(folder)));
        var names = files(folder).stream().map(path -> path.getFileName().toString()).toList();
        assertEquals(8, names.size(), names.toString());
        assertTrue(names.contains(image.getFileName().toString()), names.toString());
        assertTrue(names.contains("11.image") && !names.contains("4.image"), names.toString());
    }
}
