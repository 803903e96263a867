// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What the debrief says, and where its drawing puts things.
final class DebriefPageTest {
    private final DebriefView view = Samples.debrief("sum(up)");

    @Test
    void figuresAreComparedWithPar() {
        assertEquals(
                List.of("ok 0:10 par 1:00", "over – par 1:00", " 1 234 best 100, idle 5 000"),
                view.results().stream()
                        .map(r -> r.tone() + " " + r.value() + " " + r.note())
                        .toList());
        assertEquals("41.5", view.score());
    }

    @Test
    void whatWouldHaveBeenIsToldAndDrawn() {
        assertEquals(
                "sum(up) at 00:02:02, when it could first be known of: 200 failed checkouts instead"
                        + " of 1 234, 1 034 fewer.",
                view.instead());
        assertEquals(1, view.chart().ghosts().size());
    }

    /// The document has what the page has, and a text that looks like a table's edge ends no cell.
    @Test
    void theDocumentSaysWhatThePageSays() {
        var text = DebriefMarkdown.of(Samples.debrief("a|b"));
        for (var heading :
                List.of("Times and harm", "When each signal showed it", "How it adds up")) {
            assertTrue(text.contains("\n\n## " + heading + "\n\n"), text);
        }
        for (var result : view.results()) {
            var row = "| " + result.name() + " | " + result.value() + " | " + result.note() + " |";
            assertTrue(text.contains(row), row + " in " + text);
        }
        assertTrue(text.contains("| a\\|b | 00:01:02 | never | – |"), text);
        assertTrue(text.contains("Score: 41.5 of 100"), text);
        for (var item : view.items()) {
            assertTrue(text.contains("**: " + item.points() + " of " + item.most()), text);
        }
    }

    @Test
    void linksOpenTheWorldAtThatSecond() {
        assertEquals(
                "/r/0f/x/metrics?from=1970-01-01T00:00:01Z&to=1970-01-01T00:01:01Z&q=sum%28up%29",
                view.signals().getFirst().link());
        assertEquals("never", view.signals().getFirst().seen());
    }

    @Test
    void stepsSayHowLateTheyWereTaken() {
        assertEquals(
                List.of("0:10 late", "not taken"),
                view.path().stream().map(DebriefView.StepRow::late).toList());
    }

    /// Alerts that overlap lie in rows of their own; one that begins after another ended may share its.
    @Test
    void overlappingAlertsDoNotCoverEachOther() {
        var rows =
                view.chart().bars().stream()
                        .filter(bar -> List.of("One", "Two", "Three").contains(bar.text()))
                        .map(LaneChart.Box::y)
                        .toList();
        assertEquals(3, rows.size());
        assertTrue(rows.get(0) < rows.get(1), rows.toString());
        assertEquals(rows.get(0), rows.get(2));
    }

    @Test
    void everythingLiesInsideTheDrawing() {
        var chart = view.chart();
        for (var bar : chart.bars()) {
            double right = Double.parseDouble(bar.x()) + Double.parseDouble(bar.width());
            assertTrue(
                    right <= chart.width() && bar.y() + bar.height() <= chart.height(),
                    bar.toString());
        }
        assertTrue(chart.rows().getLast().bottom() < chart.height());
    }
}
