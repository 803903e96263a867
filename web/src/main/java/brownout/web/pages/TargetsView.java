// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// What Prometheus scrapes, as the targets page shows it: the pools and targets that `match` and `state`
/// leave. `all` and `poolCount` are of everything, as of the scrape at `time` ("" before the first).
public record TargetsView(
        String match,
        String state,
        List<Choice> choices,
        List<Pool> pools,
        int shown,
        int all,
        int poolCount,
        String time) {
    public TargetsView {
        choices = List.copyOf(choices);
        pools = List.copyOf(pools);
    }

    /// A state to choose ("" for all), how many targets have it, and where the page with them is.
    public record Choice(String state, String name, int count, String href, boolean chosen) {}

    /// The targets of a scrape configuration that are shown; `up`, `down` and `size` are of all of them.
    public record Pool(String name, int up, int down, int size, String explore, List<Row> rows) {
        public Pool {
            rows = List.copyOf(rows);
        }

        public boolean failing() {
            return down > 0;
        }
    }

    /// A target; `key` is the same as long as it is the same one. Of one that has not been scraped
    /// `scrapedMillis` is 0, `ago` and `took` are empty.
    public record Row(
            String key,
            String state,
            String word,
            String instance,
            String url,
            String labels,
            String error,
            long scrapedMillis,
            String ago,
            String took,
            String explore) {}
}
