// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// The debrief's timeline as shapes of one drawing, `width` by `height`; `ghosts` are curves of what did
/// not happen.
public record LaneChart(
        int width,
        int height,
        int bottom,
        String label,
        List<LegendEntry> legend,
        List<Tick> ticks,
        List<Row> rows,
        List<Area> areas,
        List<String> ghosts,
        List<Box> bars,
        List<Shape> marks) {
    public LaneChart {
        legend = List.copyOf(legend);
        ticks = List.copyOf(ticks);
        rows = List.copyOf(rows);
        areas = List.copyOf(areas);
        ghosts = List.copyOf(ghosts);
        bars = List.copyOf(bars);
        marks = List.copyOf(marks);
    }

    public record LegendEntry(String name, String shape, String fill) {}

    public record Tick(String x, String text) {}

    /// A lane's name at its middle, and the line below it.
    public record Row(String name, int middle, int bottom) {}

    /// A curve and the surface below it, as path data.
    public record Area(String line, String fill) {}

    /// A stretch of time with a text in or beside it, written in `ink`.
    public record Box(
            String x,
            int y,
            String width,
            int height,
            String fill,
            String textX,
            int textY,
            String anchor,
            String ink,
            String text) {}

    /// A mark; `title` is its tooltip, `text` is printed beside it where it is not empty.
    public record Shape(
            String path,
            String fill,
            String title,
            String textX,
            int textY,
            String anchor,
            String text) {}
}
