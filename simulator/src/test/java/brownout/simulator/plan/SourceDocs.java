// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What is written above a type of `simulator` in its source file.
final class SourceDocs {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LINK = Pattern.compile("\\[#?([A-Za-z.#()]+)]");

    private SourceDocs() {}

    /// The documentation of a record or an interface as one line of Markdown, its links as code.
    static String of(Class<?> type) {
        var file =
                SOURCES.resolve(type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java");
        var head = "((?:[ \\t]*///.*\n)+)[ \\t]*(?:public )?(?:sealed )?(?:record|interface) ";
        var found = Pattern.compile(head + type.getSimpleName() + "\\b").matcher(read(file));
        if (!found.find()) {
            throw new IllegalStateException(file + " says nothing of " + type.getSimpleName());
        }
        var text = found.group(1).replaceAll("(?m)^\\s*/// ?", "").replaceAll("\\s+", " ").strip();
        return LINK.matcher(text).replaceAll("`$1`");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
