// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.syntax.Suggestion;
import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The words of one line, each with its place, against the grammar of its action.
final class Arguments {
    private static final Pattern WORD = Pattern.compile("\\S+");

    private final Action action;
    private final int endColumn;
    private final List<Word> positionals = new ArrayList<>();
    private final Map<String, Word> options = new TreeMap<>();
    private final Inventory inventory;
    private final Estate estate;

    /// A word and its 1-based column.
    record Word(String text, int column) {}

    Arguments(Action action, List<Word> words, int endColumn, Inventory inventory, Estate estate) {
        this.action = action;
        this.endColumn = endColumn;
        this.inventory = inventory;
        this.estate = estate;
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (!word.text().startsWith("--")) {
                positionals.add(word);
                continue;
            }
            int equals = word.text().indexOf('=');
            var name = equals < 0 ? word.text() : word.text().substring(0, equals);
            if (equals < 0) {
                i++;
            }
            option(name, word, i < words.size() ? value(words.get(i), equals) : null);
        }
        if (positionals.size() > action.positionals()) {
            var extra = positionals.get(action.positionals());
            throw error("action", extra, "unexpected \"" + extra.text() + "\"", usage());
        }
    }

    static List<Word> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> new Word(word.group(), word.start() + 1))
                .toList();
    }

    private static Word value(Word word, int equals) {
        return equals < 0
                ? word
                : new Word(word.text().substring(equals + 1), word.column() + equals + 1);
    }

    private void option(String name, Word word, @org.jspecify.annotations.Nullable Word value) {
        if (!action.options().contains(name)) {
            throw error(
                    name,
                    word,
                    action.name() + " has no option " + name,
                    action.options().isEmpty() ? usage() : Suggestion.hint(name, action.options()));
        }
        if (value == null || value.text().isEmpty() || value.text().startsWith("--")) {
            throw error(name, word, name + " needs a value", usage());
        }
        if (options.put(name, value) != null) {
            throw error(name, word, name + " is given twice", "");
        }
    }

    Estate estate() {
        return estate;
    }

    /// The positional argument at `index`; `field` names it in errors.
    Word positional(int index, String field) {
        if (index >= positionals.size()) {
            throw new ActionError("missing " + field, field, endColumn, usage());
        }
        return positionals.get(index);
    }

    /// The positional argument at `index`, where there is one.
    Optional<Word> find(int index) {
        return index < positionals.size() ? Optional.of(positionals.get(index)) : Optional.empty();
    }

    Optional<Word> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /// The first argument as a service of the estate.
    Inventory.Service service() {
        var word = positional(0, "service");
        known("service", "service", word, estate.serviceNames());
        return inventory.services().stream()
                .filter(service -> service.name().equals(word.text()))
                .findFirst()
                .orElseThrow(
                        () -> error("service", word, word.text() + " does not run anywhere", ""));
    }

    /// The argument at `index` as one of `names`.
    String named(int index, String kind, Collection<String> names) {
        var word = positional(index, kind);
        known(kind, kind, word, names);
        return word.text();
    }

    /// The number after an option, or `absent` without it.
    int numberOr(String name, int absent, int min, int max, String range) {
        return option(name).isPresent() ? number(name, min, max, range) : absent;
    }

    Inventory inventory() {
        return inventory;
    }

    /// The argument at `index` as a database; as the estate's file has it where the inventory has none.
    Inventory.Database database(int index) {
        var word = positional(index, "database");
        var names = estate.databases().stream().map(Estate.Database::name).toList();
        known("database", "database", word, names);
        return inventory.databases().stream()
                .filter(database -> database.name().equals(word.text()))
                .findFirst()
                .orElseGet(() ->
                        Inventory.Database.of(estate.database(word.text()).orElseThrow(), estate));
    }

    /// The region of `--region`, or `""` for all.
    String region() {
        var word = option("--region");
        word.ifPresent(region -> known("--region", "region", region, estate.regionNames()));
        return word.map(Word::text).orElse("");
    }

    int number(String name, int min, int max, String range) {
        var word =
                option(name)
                        .orElseThrow(
                                () -> new ActionError("missing " + name, name, endColumn, usage()));
        boolean fits = word.text().matches("-?[0-9]{1,9}");
        int value = fits ? Integer.parseInt(word.text()) : 0;
        if (!fits || value < min || value > max) {
            throw error(name, word, name + " must be " + range + ", not " + word.text(), "");
        }
        return value;
    }

    void known(String field, String kind, Word word, Collection<String> names) {
        if (!names.contains(word.text())) {
            throw error(
                    field,
                    word,
                    "no such " + kind + ": \"" + word.text() + "\"",
                    Suggestion.hint(word.text(), names));
        }
    }

    ActionError error(String field, Word at, String message, String hint) {
        return new ActionError(message, field, at.column(), hint);
    }

    private String usage() {
        return "Write: " + action.signature();
    }
}
