// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import com.google.re2j.Pattern;
import java.util.Map;
import java.util.TreeMap;

/// Extracts the named groups of the first match of a regular expression. A group that took no part
/// in the match is empty; without a match nothing happens.
final class RegexpFields {
    private final Pattern pattern;
    private final Map<String, Integer> groups;

    RegexpFields(String regex) {
        pattern = Pattern.compile(regex);
        groups = new TreeMap<>(pattern.namedGroups());
    }

    void read(WorkingEntry entry) {
        if (entry.hasEnough()) {
            return;
        }
        var matcher = pattern.matcher(entry.line);
        if (!matcher.find()) {
            return;
        }
        groups.forEach((name, group) -> {
            var slot = entry.slot(name);
            if (slot != null) {
                var value = matcher.group(group);
                entry.extract(slot, value == null ? "" : value);
            }
        });
    }
}
