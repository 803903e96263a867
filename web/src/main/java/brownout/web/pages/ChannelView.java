// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// The channel as its page shows it before any module has loaded. Times of rows are since the start,
/// all others world time, UTC.
public record ChannelView(List<Row> rows, List<Question> questions, List<Told> told) {
    public ChannelView {
        rows = List.copyOf(rows);
        questions = List.copyOf(questions);
        told = List.copyOf(told);
    }

    /// What was said or done; `kind` is its look: person, stakeholder or "".
    public record Row(String time, String kind, String from, String text) {}

    /// What somebody wants to know, and `state` in words: how long is left, or when it was answered.
    public record Question(
            int tick,
            String from,
            String text,
            String time,
            boolean answered,
            boolean late,
            long dueMillis,
            String state) {}

    /// An update; `next` is until when the following one was promised, or "".
    public record Told(String time, String audience, String next) {}
}
