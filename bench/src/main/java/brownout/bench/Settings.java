// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import java.util.ArrayList;
import java.util.List;

/// What the command line asks for. `filter` is a part of the names of what is measured, empty for
/// everything; `quick` measures shortly and roughly; `queries` is a file of queries for the comparison
/// with a Prometheus, empty for the built-in ones.
record Settings(
        String filter, boolean quick, boolean list, String estate, int worlds, String queries) {

    /// @throws IllegalArgumentException where an argument is unknown or lacks its value
    static Settings parse(List<String> arguments) {
        var filter = "";
        boolean quick = false;
        boolean list = false;
        var estate = "larkspur";
        int worlds = 500;
        var queries = "";
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            switch (argument) {
                case "--quick" -> quick = true;
                case "--list" -> list = true;
                case "--estate" -> estate = value(arguments, ++i);
                case "--worlds" -> worlds = Integer.parseInt(value(arguments, ++i));
                case "--queries" -> queries = value(arguments, ++i);
                default -> {
                    if (argument.startsWith("-")) {
                        throw new IllegalArgumentException("unknown option " + argument);
                    }
                    filter = argument;
                }
            }
        }
        return new Settings(filter, quick, list, estate, worlds, queries);
    }

    private static String value(List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(arguments.get(index - 1) + " needs a value");
        }
        return arguments.get(index);
    }

    /// The arguments that give these settings again.
    List<String> arguments() {
        var all = new ArrayList<String>();
        if (quick) {
            all.add("--quick");
        }
        all.addAll(List.of("--estate", estate, "--worlds", String.valueOf(worlds)));
        if (!queries.isEmpty()) {
            all.addAll(List.of("--queries", queries));
        }
        return all;
    }
}
