// SPDX-License-Identifier: Apache-2.0
package brownout.web.lint;

import java.util.ArrayList;
import java.util.List;

/// What to check: `targets` are slugs of drills, ids of scenarios or paths of files, none for all that
/// are built in, each with the seeds 1 to `seeds`.
public record LintOptions(int seeds, boolean json, List<String> targets) {
    private static final int MAX_SEEDS = 10_000;

    public LintOptions {
        targets = List.copyOf(targets);
    }

    /// The options of a command line.
    ///
    /// @throws IllegalArgumentException where it is not understood, saying why
    public static LintOptions parse(List<String> words) {
        int seeds = 3;
        boolean json = false;
        var targets = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("--json")) {
                json = true;
            } else if (word.equals("--seeds")) {
                if (++i == words.size()) {
                    throw new IllegalArgumentException("--seeds needs a value");
                }
                seeds = number(words.get(i));
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + word + " of lint");
            } else {
                targets.add(word);
            }
        }
        return new LintOptions(seeds, json, targets);
    }

    private static int number(String text) {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MAX_SEEDS) {
            throw new IllegalArgumentException(
                    "--seeds " + text + ": not a number of seeds, give 1 to " + MAX_SEEDS);
        }
        return number;
    }
}
