// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.syntax.FileError;
import brownout.scenarios.Catalogue;
import brownout.scenarios.world.HistoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scenario files of one's own are drills beside the built-in ones, or the server does not start.
class OwnScenariosTest {
    private static final String BUILT_IN =
            Catalogue.builtInFiles().getOrDefault("payment-pool-cut-by-deploy.yaml", "");

    @TempDir Path folder;

    private World world() {
        return World.of(HistoryStore.COMPUTED, Optional.of(folder));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void filesAreDrillsInTheEstateThatTheyName() throws IOException {
        write(
                "mine.yaml",
                BUILT_IN.replace("slug: saturday-at-the-till", "slug: mine")
                        .replaceFirst("(?m)^estate: .*$", "estate: larkspur-whole"));
        write("notes.txt", "no scenario");
        var world = world();
        var mine = world.catalogue().scenario("mine").orElseThrow();
        assertEquals(59, world.worlds().estate(mine).services().size());
        assertTrue(world.catalogue().scenario("saturday-at-the-till").isPresent());
    }

    @Test
    void aMistakeIsNamedByFileAndLine() throws IOException {
        write("mine.yaml", BUILT_IN.replaceFirst("(?m)^estate: .*$", "estate: larkspu"));
        var error = assertThrows(FileError.class, this::world);
        assertTrue(String.valueOf(error.getMessage()).contains("mine.yaml:"), error.getMessage());
        assertTrue(
                String.valueOf(error.getMessage()).contains("Did you mean \"larkspur\"?"),
                error.getMessage());
    }

    @Test
    void aSlugIsOneDrills() throws IOException {
        write("mine.yml", BUILT_IN);
        var error = assertThrows(StartProblem.class, this::world);
        assertTrue(
                String.valueOf(error.getMessage()).contains("saturday-at-the-till"),
                error.getMessage());
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        folder = folder.resolve("nowhere");
        var error = assertThrows(StartProblem.class, this::world);
        assertTrue(
                String.valueOf(error.getMessage()).contains("cannot read the scenarios"),
                error.getMessage());
    }
}
