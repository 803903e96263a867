// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import java.util.Arrays;
import java.util.List;

/// One row of the catalogue: `rollback`, its arguments as written in a line, one sentence, how long it
/// usually takes, what must be there for it beside the names in the line (`needs`, "" for nothing), and
/// what harm it may do (`harm`, "" for a mere look). In `arguments`, words in capitals are values, `--word` names the option
/// whose value follows, and brackets mark what may be left out.
public record Action(
        String name, String arguments, String doc, String latency, String needs, String harm) {
    /// `rollback SERVICE [--to VERSION]`
    public String signature() {
        return name + " " + arguments;
    }

    /// The options of this action, `--to`.
    List<String> options() {
        return words().filter(word -> word.startsWith("--")).toList();
    }

    /// How many values come without an option.
    int positionals() {
        long all = words().filter(word -> !word.startsWith("--")).count();
        return (int) all - options().size();
    }

    private java.util.stream.Stream<String> words() {
        return Arrays.stream(arguments.replaceAll("[\\[\\]]", "").split(" "));
    }
}
