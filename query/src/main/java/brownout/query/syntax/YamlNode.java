// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A value in a YAML 1.2 file that knows its place. Accessors are strict: what is missing, unknown,
/// given twice or of another kind is a [FileError] with file and line. Read a mapping by naming all
/// its keys first: `node.keys("name", "owner").get("name").text()`.
public final class YamlNode {
    private final String file;
    private final String path; // of keys, for messages: "services[3].pods"
    private final String source; // of the whole file
    private final Node node;

    private YamlNode(String file, String path, String source, Node node) {
        this.file = file;
        this.path = path;
        this.source = source;
        this.node = node;
    }

    /// The single document in `text`; `file` is only named in errors.
    public static YamlNode parse(String file, String text) {
        var settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setMaxAliasesForCollections(0)
                        .setAllowRecursiveKeys(false)
                        .build();
        try {
            var root = new Compose(settings).composeString(text);
            return new YamlNode(
                    file,
                    "",
                    text,
                    root.orElseThrow(() -> new FileError(file, 1, "empty file", "")));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new FileError(file, line, "not YAML: " + e.getProblem(), "");
        } catch (YamlEngineException e) {
            throw new FileError(file, 1, "not YAML: " + e.getMessage(), "");
        }
    }

    public String file() {
        return file;
    }

    /// 1-based.
    public int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /// 1-based.
    public int column() {
        return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
    }

    /// An error at this very place, with its column. `what` has no full stop at its end.
    public FileError errorHere(String what, String hint) {
        return new FileError(file, line(), column(), what, hint);
    }

    /// An error at the character `offset` of this text, at its place in the file.
    public FileError errorAt(int offset, String what, String hint) {
        if (!(node instanceof ScalarNode scalar) || node.getStartMark().isEmpty()) {
            return errorHere(what, hint);
        }
        int start = source.offsetByCodePoints(0, node.getStartMark().get().getIndex());
        int at = ScalarPlace.of(source, start, scalar.getValue(), offset);
        var place = new Pos(at, at);
        return new FileError(file, place.line(source), place.column(source), what, hint);
    }

    /// An error in this line. `what` has no full stop at its end.
    public FileError error(String what) {
        return error(what, "");
    }

    public FileError error(String what, String hint) {
        return new FileError(file, line(), what, hint);
    }

    public boolean isText() {
        return node instanceof ScalarNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    // ---- mappings

    /// This mapping, after refusing every key that is not in `allowed`.
    public YamlNode keys(String... allowed) {
        var known = List.of(allowed);
        for (var tuple : mapping().getValue()) {
            var key = child(path, tuple.getKeyNode());
            if (!known.contains(key.text())) {
                throw key.error(
                        "unknown key \"" + key.text() + "\"" + in(),
                        Suggestion.hint(key.text(), known));
            }
        }
        entries(); // refuses duplicates
        return this;
    }

    /// The value of `key`, which must be there.
    public YamlNode get(String key) {
        return find(key).orElseThrow(() -> error("missing key \"" + key + "\"" + in()));
    }

    public Optional<YamlNode> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    public boolean has(String key) {
        return entries().containsKey(key);
    }

    /// The key nodes of this mapping in file order, for errors that point at a key.
    public List<YamlNode> keyNodes() {
        return mapping().getValue().stream().map(tuple -> child(path, tuple.getKeyNode())).toList();
    }

    /// All entries of this mapping in file order.
    public Map<String, YamlNode> entries() {
        var entries = new LinkedHashMap<String, YamlNode>();
        for (var tuple : mapping().getValue()) {
            var key = child(path, tuple.getKeyNode());
            var name = key.text();
            var value = child(path.isEmpty() ? name : path + "." + name, tuple.getValueNode());
            if (entries.put(name, value) != null) {
                throw key.error("key \"" + name + "\" is given twice" + in());
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    /// This mapping of scalars, in file order.
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        entries().forEach((key, value) -> texts.put(key, value.text()));
        return Collections.unmodifiableMap(texts);
    }

    /// `get(key).items()`, or nothing where the key is absent.
    public List<YamlNode> items(String key) {
        return find(key).map(YamlNode::items).orElse(List.of());
    }

    /// `get(key).texts()`, or nothing where the key is absent.
    public Map<String, String> texts(String key) {
        return find(key).map(YamlNode::texts).orElse(Map.of());
    }

    public String text(String key) {
        return get(key).text();
    }

    public String text(String key, String absent) {
        return find(key).map(YamlNode::text).orElse(absent);
    }

    // ---- lists

    public List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrongKind("a list");
        }
        var items = new ArrayList<YamlNode>();
        for (var item : sequence.getValue()) {
            items.add(child(path + "[" + items.size() + "]", item));
        }
        return List.copyOf(items);
    }

    public List<String> textItems() {
        return items().stream().map(YamlNode::text).toList();
    }

    // ---- scalars

    /// The text of a scalar as written, of whatever YAML type; never empty unless quoted.
    public String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrongKind("a text");
        }
        if (scalar.getValue().isEmpty() && scalar.isPlain()) {
            throw error("missing value" + in());
        }
        return scalar.getValue();
    }

    /// A whole number in `[min, max]`.
    public int integer(int min, int max) {
        try {
            int value = Integer.parseInt(text());
            if (value < min || value > max) {
                throw error(text() + " is not in " + min + ".." + max + in());
            }
            return value;
        } catch (NumberFormatException e) {
            throw error("\"" + text() + "\" is not a whole number" + in());
        }
    }

    public long longInteger() {
        try {
            return Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw error("\"" + text() + "\" is not a whole number" + in());
        }
    }

    /// A decimal number in `[min, max]`.
    public double number(double min, double max) {
        double value = decimal(text());
        if (!(value >= min && value <= max)) {
            throw error(text() + " is not in " + min + ".." + max + in());
        }
        return value;
    }

    /// A share in `[0, 1]`, or as a percentage: `0.25`, `25%`.
    public double ratio() {
        var text = text();
        double value =
                text.endsWith("%")
                        ? decimal(text.substring(0, text.length() - 1)) / 100
                        : decimal(text);
        if (!(value >= 0 && value <= 1)) {
            throw error("\"" + text + "\" is not a share" + in(), "Give 0..1 or 0%..100%");
        }
        return value;
    }

    public boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error("\"" + text() + "\" is neither true nor false" + in());
        };
    }

    /// A duration in microseconds, with a unit: `800us`, `12ms`, `1.5s`, `10m`, `6h`, or several as
    /// in `1h30m`; a leading minus is allowed.
    public long micros() {
        return Units.micros(text())
                .orElseThrow(() ->
                        error(
                                "\"" + text() + "\" is not a duration" + in(),
                                "Write a number and a unit: us, ms, s, m, h or d"));
    }

    /// A duration that must be whole seconds.
    public int seconds() {
        long micros = micros();
        if (micros % 1_000_000 != 0 || Math.abs(micros / 1_000_000) > Integer.MAX_VALUE) {
            throw error("\"" + text() + "\" is not a whole number of seconds" + in());
        }
        return (int) (micros / 1_000_000);
    }

    /// A size in bytes: `512Mi`, `2Gi`, `64Ki`, `1000`.
    public long bytes() {
        return Units.bytes(text())
                .orElseThrow(() ->
                        error(
                                "\"" + text() + "\" is not a size" + in(),
                                "Write a whole number and Ki, Mi, Gi or Ti"));
    }

    /// One of `values`.
    public String oneOf(String... values) {
        return reference("value", List.of(values));
    }

    /// The constant of `type` whose name in lower case this is.
    public <E extends Enum<E>> E choice(Class<E> type) {
        var names = new ArrayList<String>();
        for (var constant : type.getEnumConstants()) {
            var name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(text())) {
                return constant;
            }
            names.add(name);
        }
        throw error("\"" + text() + "\" is no value" + in(), Suggestion.hint(text(), names));
    }

    /// A name that must be among `known`: `no such service: "paymnts". Did you mean "payments"?`
    public String reference(String kind, Collection<String> known) {
        if (!known.contains(text())) {
            throw error(
                    "no such " + kind + ": \"" + text() + "\"" + in(),
                    Suggestion.hint(text(), known));
        }
        return text();
    }

    // ----

    private double decimal(String text) {
        if (!text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            throw error("\"" + text() + "\" is not a number" + in());
        }
        return Double.parseDouble(text);
    }

    private MappingNode mapping() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrongKind("a mapping");
        }
        return mapping;
    }

    private FileError wrongKind(String wanted) {
        var found = isText() ? "a text" : isList() ? "a list" : "a mapping";
        return error("expected " + wanted + ", found " + found + in());
    }

    private String in() {
        return path.isEmpty() ? "" : " in " + path;
    }

    private YamlNode child(String childPath, Node child) {
        return new YamlNode(file, childPath, source, child);
    }
}
