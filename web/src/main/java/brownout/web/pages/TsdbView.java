// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// What Prometheus has in memory, as of the scrape at `time` ("" before the first).
public record TsdbView(String time, List<Fact> facts, List<Top> tops) {
    public TsdbView {
        facts = List.copyOf(facts);
        tops = List.copyOf(tops);
    }

    /// A figure; `query` says it too and `explore` opens that, both empty where nothing is recorded.
    public record Fact(String name, String value, String query, String explore) {}

    /// The names that have most of something.
    public record Top(String title, String unit, List<Row> rows) {
        public Top {
            rows = List.copyOf(rows);
        }
    }

    /// `share` is the value in hundredths of the largest one.
    public record Row(String name, String value, int share, String query, String explore) {}
}
