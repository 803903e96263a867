// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A line as people type it in a shell: `plain` is what it is called here, every word in its place, and
/// only lines that hold `text` are wanted, in any case if `ignoresCase`.
record Shell(String plain, String text, boolean ignoresCase) {
    /// A form of words and the look that it stands for.
    private record Form(String words, String name) {
        Pattern pattern() {
            return Pattern.compile("^\\s*" + words.replace(" ", "\\s+") + "(?=\\s|$)");
        }
    }

    private static final List<Form> FORMS =
            List.of(
                    new Form("systemctl status", "status"),
                    new Form("docker ps", "status"),
                    new Form("docker logs", "logs"),
                    new Form("journalctl -u", "logs"),
                    new Form("journalctl -k", "logs"),
                    new Form("kubectl logs", "logs"),
                    new Form("kubectl get events", "events"),
                    new Form("kubectl get pods", "pods"),
                    new Form("kubectl describe pod", "describe"),
                    new Form("kubectl describe node", "describe"),
                    new Form("kubectl describe service", "describe"),
                    new Form("kubectl top", "top"),
                    new Form("df -h", "df"),
                    new Form("du -sh", "du"),
                    new Form("curl -s", "curl"));

    private static final Pattern GREP = Pattern.compile("\\s*\\|\\s*grep\\s+(-i\\s+)?(\\S+)\\s*$");

    /// All forms, `systemctl status`.
    static List<String> forms() {
        return FORMS.stream().map(Form::words).toList();
    }

    static Shell of(String line) {
        var grep = GREP.matcher(line);
        if (!grep.find()) {
            return new Shell(plain(line), "", false);
        }
        return new Shell(
                plain(line.substring(0, grep.start())), grep.group(2), grep.group(1) != null);
    }

    /// Names have hyphens here and underscores in units.
    private static String plain(String line) {
        for (var form : FORMS) {
            var found = form.pattern().matcher(line);
            if (found.find()) {
                return " ".repeat(found.end() - form.name().length())
                        + form.name()
                        + line.substring(found.end()).replace('_', '-');
            }
        }
        return line;
    }

    List<String> kept(List<String> lines) {
        return text.isEmpty() ? lines : lines.stream().filter(this::holds).toList();
    }

    private boolean holds(String line) {
        return ignoresCase
                ? line.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))
                : line.contains(text);
    }
}
