// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.estate.EstateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The committed page and picture are what the estate's files and the code's tables give; `-Dupdate=true` rewrites them.
class EstatePageTest {
    private static final Path DOCS = Path.of("../docs");
    private static final String BEGIN = "<!-- generated from here -->\n";
    private static final String END = "<!-- generated to here -->\n";

    @Test
    void pageIsUpToDate() throws IOException {
        var file = DOCS.resolve("estate.md");
        var page = Files.readString(file);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertTrue(begin >= BEGIN.length() && end > 0, "the page has lost its marks");
        var tables =
                EstatePage.markdown(EstateFile.builtin("larkspur-whole"))
                        + CatalogueTables.markdown();
        check(file, page, page.substring(0, begin) + tables + page.substring(end));
    }

    @Test
    void pictureIsUpToDate() throws IOException {
        var file = DOCS.resolve("estate.svg");
        var svg = EstatePicture.svg(EstateFile.builtin("larkspur-whole"));
        check(file, Files.exists(file) ? Files.readString(file) : "", svg);
    }

    private static void check(Path file, String committed, String generated) throws IOException {
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, generated);
            return;
        }
        assertEquals(generated, committed, file + " is old. Rewrite it with -Dupdate=true");
    }
}
