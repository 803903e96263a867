// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import brownout.query.promql.Value.Sample;
import brownout.query.syntax.DurationText;
import brownout.query.syntax.GoRegex;
import brownout.query.syntax.QueryError;
import brownout.query.template.Function;
import brownout.query.template.Item;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The functions that Prometheus adds to templates. Source: Prometheus docs, "Template reference".
final class RuleFunctions {
    private RuleFunctions() {}

    /// What an alert's templates know beside the alert.
    record Context(Queries queries, long timeMillis, Labels externalLabels, String externalUrl) {}

    /// Asks what the rule itself asks, at the time of the evaluation.
    interface Queries {
        List<Sample> at(String query);
    }

    static final Map<String, Function<Context>> TABLE = table();

    private static Map<String, Function<Context>> table() {
        var all = new LinkedHashMap<String, Function<Context>>();
        add(all, "query", 1, (context, in) -> query(context, text(in.getFirst())));
        add(all, "first", 1, (_, in) -> first(in.getFirst()));
        add(all, "label", 2, (_, in) -> label(in.get(1), text(in.getFirst())));
        add(all, "value", 1, (_, in) -> field(in.getFirst(), "Value"));
        add(all, "strvalue", 1, (_, in) -> label(in.getFirst(), "__value__"));
        add(all, "sortByLabel", 2, (_, in) -> sorted(text(in.getFirst()), in.get(1)));
        number(all, "humanize", HumanText::number);
        number(all, "humanize1024", HumanText::binary);
        number(all, "humanizeDuration", HumanText::duration);
        number(all, "humanizePercentage", HumanText::percentage);
        number(all, "humanizeTimestamp", HumanText::timestamp);
        number(all, "toTime", HumanText::timestamp);
        add(all, "now", 0, (context, _) -> new Item.Real(context.timeMillis() / 1000.0));
        words(all, "title", RuleFunctions::title);
        words(all, "toUpper", text -> text.toUpperCase(Locale.ROOT));
        words(all, "toLower", text -> text.toLowerCase(Locale.ROOT));
        words(all, "stripPort", RuleFunctions::withoutPort);
        words(all, "stripDomain", RuleFunctions::withoutDomain);
        words(all, "urlQueryEscape", RuleFunctions::escaped);
        words(all, "graphLink", text -> "/graph?g0.expr=" + escaped(text) + "&g0.tab=0");
        words(all, "tableLink", text -> "/graph?g0.expr=" + escaped(text) + "&g0.tab=1");
        words(all, "safeHtml", text -> text);
        add(
                all,
                "match",
                2,
                (_, in) -> new Item.Flag(pattern(text(in.get(0))).matcher(text(in.get(1))).find()));
        add(
                all,
                "reReplaceAll",
                3,
                (_, in) ->
                        new Item.Text(
                                GoRegex.replaceAll(
                                        pattern(text(in.get(0))),
                                        text(in.get(1)),
                                        text(in.get(2)))));
        add(
                all,
                "parseDuration",
                1,
                (_, in) -> {
                    var text = text(in.getFirst());
                    long nanos =
                            DurationText.prometheus(text)
                                    .orElseThrow(() ->
                                            Function.error(
                                                    "not a valid duration string: \""
                                                            + text
                                                            + "\""));
                    return new Item.Real(nanos / 1e9);
                });
        add(all, "externalURL", 0, (context, _) -> new Item.Text(context.externalUrl()));
        add(
                all,
                "pathPrefix",
                0,
                (context, _) -> new Item.Text(URI.create(context.externalUrl()).getPath()));
        all.put(
                "args",
                new Function<>(
                        "args",
                        0,
                        Function.ANY,
                        (_, in) -> {
                            var fields = new TreeMap<String, Item>();
                            for (int i = 0; i < in.size(); i++) {
                                fields.put("arg" + i, in.get(i));
                            }
                            return new Item.Fields(fields, true);
                        }));
        return all;
    }

    private static void add(
            Map<String, Function<Context>> all,
            String name,
            int count,
            Function.Body<Context> body) {
        all.put(name, Function.of(name, count, body));
    }

    private interface OfNumber {
        String of(double value);
    }

    private static void number(Map<String, Function<Context>> all, String name, OfNumber body) {
        add(all, name, 1, (_, in) -> new Item.Text(body.of(number(in.getFirst()))));
    }

    private interface OfText {
        String of(String text);
    }

    private static void words(Map<String, Function<Context>> all, String name, OfText body) {
        add(all, name, 1, (_, in) -> new Item.Text(body.of(text(in.getFirst()))));
    }

    private static String text(Item item) {
        if (item instanceof Item.Text(var text)) {
            return text;
        }
        throw Function.error("wrong type for value; expected string; got " + item.type());
    }

    private static double number(Item item) {
        return switch (item) {
            case Item.Real(var value) -> value;
            case Item.Whole(var value) -> value;
            case Item.Text(var text) -> {
                try {
                    yield Double.parseDouble(text.replace("Inf", "Infinity"));
                } catch (NumberFormatException _) {
                    throw Function.error("no number: \"" + text + "\"");
                }
            }
            case Item.Flag _, Item.Items _, Item.Fields _, Item.Nothing _ ->
                    throw Function.error("can't convert " + item.type() + " to float");
        };
    }

    private static Item query(Context context, String query) {
        try {
            var samples = new ArrayList<Item>();
            for (var sample : context.queries().at(query)) {
                samples.add(
                        new Item.Fields(
                                Map.of(
                                        "Labels",
                                        RuleTemplate.fields(sample.labels()),
                                        "Value",
                                        new Item.Real(sample.value())),
                                false));
            }
            return new Item.Items(samples);
        } catch (QueryError e) {
            throw Function.error(e.text());
        }
    }

    private static List<Item> samples(Item item) {
        if (item instanceof Item.Items(var items)) {
            return items;
        }
        throw Function.error("expected a query result; got " + item.type());
    }

    private static Item first(Item item) {
        var samples = samples(item);
        if (samples.isEmpty()) {
            throw Function.error("first() called on vector with no elements");
        }
        return samples.getFirst();
    }

    private static Item field(Item sample, String name) {
        if (sample instanceof Item.Fields(var fields, _)) {
            var value = fields.get(name);
            if (value != null) {
                return value;
            }
        }
        throw Function.error("expected a sample; got " + sample.type());
    }

    private static Item label(Item sample, String name) {
        return field(sample, "Labels") instanceof Item.Fields(var labels, _)
                ? labels.getOrDefault(name, Item.Text.EMPTY)
                : Item.Text.EMPTY;
    }

    private static Item sorted(String name, Item item) {
        var sorted = new ArrayList<>(samples(item));
        sorted.sort(Comparator.comparing(sample -> label(sample, name).text()));
        return new Item.Items(sorted);
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw Function.error("error parsing regexp: " + e.getDescription());
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Every word with a capital at its front.
    private static String title(String text) {
        var result = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            result.append(inside ? c : Character.toTitleCase(c));
            inside = Character.isLetterOrDigit(c) || c == '\'' || c == '_';
        }
        return result.toString();
    }

    private static String withoutPort(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        if (hostPort.startsWith("[")) {
            int close = hostPort.indexOf("]:");
            return close < 0 ? hostPort : hostPort.substring(1, close);
        }
        return colon < 0 || hostPort.indexOf(':') != colon
                ? hostPort
                : hostPort.substring(0, colon);
    }

    /// `web1` of `web1.example.org:80`, with the port; addresses stay.
    private static String withoutDomain(String hostPort) {
        var host = withoutPort(hostPort);
        var port = hostPort.substring(Math.min(hostPort.length(), host.length()));
        boolean address = host.matches("[0-9.]+") || host.indexOf(':') >= 0;
        if (address) {
            return hostPort;
        }
        int dot = host.indexOf('.');
        return (dot < 0 ? host : host.substring(0, dot)) + port;
    }
}
