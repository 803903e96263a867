// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import brownout.scenarios.Signal;
import java.util.List;
import java.util.Locale;

/// Something a person looked at: `url` is the page below `/r/{run}/` with its query.
public record View(int tick, Signal signal, String query, String title, String url) {
    /// Whether its query or title holds every one of `words`.
    boolean mentions(List<String> words) {
        var text = (query + " " + title).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }
}
