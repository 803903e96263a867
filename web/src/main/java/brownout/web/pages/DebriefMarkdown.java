// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// A debrief as a Markdown document, for whoever keeps such things elsewhere. Says what the page says.
final class DebriefMarkdown {
    private final StringBuilder text = new StringBuilder();

    private DebriefMarkdown() {}

    static String of(DebriefView debrief) {
        var document = new DebriefMarkdown();
        document.line("# " + debrief.drill() + ": debrief")
                .line("**" + debrief.title() + "**")
                .line(debrief.cause());
        if (!debrief.score().isEmpty()) {
            document.line("Score: " + debrief.scoreSummary());
        }
        document.heading("Times and harm")
                .table(
                        List.of("What", "You", "Compare"),
                        debrief.results().stream()
                                .map(each -> List.of(each.name(), each.value(), each.note()))
                                .toList());
        if (!debrief.instead().isEmpty()) {
            document.line("What could have been: " + debrief.instead());
        }
        document.heading("When each signal showed it")
                .table(
                        List.of("Signal", "First visible", "You saw it", "Gap"),
                        debrief.signals().stream()
                                .map(each ->
                                        List.of(
                                                each.name(),
                                                each.visible(),
                                                each.seen(),
                                                each.gap()))
                                .toList());
        document.heading("Shortest path (" + debrief.pathSummary() + ")");
        debrief.path()
                .forEach(step ->
                        document.item(step.at() + " " + step.what() + " (" + step.late() + ")"));
        document.line(debrief.observation());
        document.heading("How it adds up");
        for (var item : debrief.items()) {
            document.line("**" + item.name() + "**: " + item.points() + " of " + item.most());
            item.reasons()
                    .forEach(reason ->
                            document.item(
                                    reason.sentence()
                                            + (reason.points().isEmpty()
                                                    ? ""
                                                    : " (" + reason.points() + ")")));
        }
        return document.text.toString().strip() + "\n";
    }

    private DebriefMarkdown heading(String title) {
        return line("## " + title);
    }

    /// A paragraph, or nothing.
    private DebriefMarkdown line(String paragraph) {
        if (!paragraph.isBlank()) {
            end();
            text.append(paragraph).append("\n\n");
        }
        return this;
    }

    private void item(String entry) {
        text.append("- ").append(entry).append('\n');
    }

    /// Ends a list, if there is one.
    private void end() {
        if (!text.isEmpty() && !text.toString().endsWith("\n\n")) {
            text.append('\n');
        }
    }

    private void table(List<String> head, List<List<String>> rows) {
        row(head);
        row(head.stream().map(_ -> "---").toList());
        rows.forEach(this::row);
        text.append('\n');
    }

    private void row(List<String> cells) {
        text.append('|');
        cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
        text.append('\n');
    }
}
