// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An estate's components and what leads to what, drawn as SVG: from where requests come in on the left
/// to what keeps data on the right. The same estate gives the same text.
public final class EstatePicture {
    private static final int WIDTH = 178;
    private static final int HEIGHT = 24;
    private static final int GAP = 8;
    private static final int COLUMN = 310;
    private static final int MARGIN = 24;
    private static final int TOP = 60;
    private static final int SWEEPS = 12;

    private record Box(String name, String kind, int column) {}

    private final Links links;
    private final List<List<Box>> columns = new ArrayList<>();
    private final Map<String, Integer> rows = new TreeMap<>();
    private final Map<String, Integer> columnOf = new TreeMap<>();
    private int height;

    private EstatePicture(Estate estate) {
        links = new Links(estate);
        place(estate);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            columns.forEach(this::order);
        }
    }

    /// The picture as the text of an SVG file.
    public static String svg(Estate estate) {
        return new EstatePicture(estate).draw(estate.company());
    }

    // ---- layout

    private void place(Estate estate) {
        var distances = links.distances();
        int last = 0;
        for (var service : estate.services()) {
            last = Math.max(last, distances.getOrDefault(service.name(), 0) + 1);
        }
        for (int column = 0; column <= last; column++) {
            columns.add(new ArrayList<>());
        }
        for (var service : estate.services()) {
            add(service.name(), "service", distances.getOrDefault(service.name(), 0));
        }
        for (var queue : estate.queues()) {
            add(queue.name(), "topic", distances.getOrDefault(queue.name(), last - 1));
        }
        for (var database : estate.databases()) {
            add(database.name(), "database", last);
        }
        for (var cache : estate.caches()) {
            add(cache.name(), "cache", last);
        }
        for (var store : estate.objectStores()) {
            add(store.name(), "store", last);
        }
        for (var cluster : estate.searchClusters()) {
            add(cluster.name(), "store", last);
        }
        for (var party : estate.thirdParties()) {
            add(party.name(), "party", last);
        }
        height = columns.stream().mapToInt(List::size).max().orElse(1) * (HEIGHT + GAP);
        columns.forEach(this::number);
    }

    private void add(String name, String kind, int column) {
        columns.get(column).add(new Box(name, kind, column));
        columnOf.put(name, column);
    }

    /// Every box to the mean height of what it is linked with.
    private void order(List<Box> column) {
        var wanted = new TreeMap<String, Double>();
        for (var box : column) {
            double sum = 0;
            int count = 0;
            for (var link : links.all()) {
                var other =
                        link.from().equals(box.name())
                                ? link.to()
                                : link.to().equals(box.name()) ? link.from() : "";
                if (!other.isEmpty()) {
                    sum += y(other);
                    count++;
                }
            }
            wanted.put(box.name(), count == 0 ? y(box.name()) : sum / count);
        }
        column.sort(
                Comparator.comparingDouble((Box box) -> wanted.getOrDefault(box.name(), 0.0))
                        .thenComparing(Box::name));
        number(column);
    }

    private void number(List<Box> column) {
        int space = height / Math.max(1, column.size());
        for (int row = 0; row < column.size(); row++) {
            rows.put(column.get(row).name(), TOP + row * space + (space - HEIGHT) / 2);
        }
    }

    private int x(String name) {
        return MARGIN + columnOf.getOrDefault(name, 0) * COLUMN;
    }

    private int y(String name) {
        return rows.getOrDefault(name, TOP);
    }

    // ---- drawing

    private String draw(String company) {
        int width = 2 * MARGIN + (columns.size() - 1) * COLUMN + WIDTH;
        int bottom = TOP + height + MARGIN;
        var svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
                        <title>%s: what calls what</title>
                        <style>
                        rect { stroke: #334155; rx: 4 }
                        text { font: 12px sans-serif; fill: #0f172a }
                        path { fill: none; stroke: #475569; stroke-opacity: .38 }
                        .later { stroke: #b45309; stroke-dasharray: 5 4; stroke-opacity: .7 }
                        .ground { fill: #ffffff; stroke: none } .service { fill: #dbeafe } .topic { fill: #fde68a }
                        .database { fill: #bbf7d0 } .cache { fill: #fecaca } .store { fill: #e9d5ff } .party { fill: #e2e8f0 }
                        </style>
                        <rect class="ground" width="%d" height="%d"/>
                        """,
                        width,
                        bottom,
                        company,
                        width,
                        bottom));
        legend(svg);
        links.all().forEach(link -> line(svg, link));
        columns.forEach(column -> column.forEach(box -> box(svg, box.name(), box.kind())));
        return svg.append("</svg>\n").toString();
    }

    private static void legend(StringBuilder svg) {
        var kinds = List.of("service", "topic", "database", "cache", "store", "party");
        var texts =
                List.of(
                        "service",
                        "topic",
                        "database",
                        "cache",
                        "object store, search",
                        "third party");
        for (int i = 0; i < kinds.size(); i++) {
            rectangle(svg, kinds.get(i), texts.get(i), MARGIN + i * (WIDTH + GAP), GAP);
        }
    }

    private static void rectangle(StringBuilder svg, String kind, String text, int x, int y) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                                + "<text x=\"%d\" y=\"%d\">%s</text>\n",
                        kind,
                        x,
                        y,
                        WIDTH,
                        HEIGHT,
                        x + GAP,
                        y + 16,
                        text));
    }

    private void box(StringBuilder svg, String name, String kind) {
        rectangle(svg, kind, name, x(name), y(name));
    }

    /// From the right side of the caller to the left of the callee; where that is not further right, in
    /// an arc back to its right side.
    private void line(StringBuilder svg, Links.Link link) {
        int fromX = x(link.from()) + WIDTH;
        int fromY = y(link.from()) + HEIGHT / 2;
        boolean onward = x(link.to()) > x(link.from());
        int toX = onward ? x(link.to()) : x(link.to()) + WIDTH;
        int toY = y(link.to()) + HEIGHT / 2;
        int bend = (COLUMN - WIDTH) / 2;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path%s d=\"M%d %dC%d %d %d %d %d %d\"/>\n",
                        link.later() ? " class=\"later\"" : "",
                        fromX,
                        fromY,
                        fromX + bend,
                        fromY,
                        onward ? toX - bend : toX + bend,
                        toY,
                        toX,
                        toY));
    }
}
