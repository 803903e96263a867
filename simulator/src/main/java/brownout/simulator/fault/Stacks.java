// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.simulator.estate.Estate;
import java.util.Locale;

/// Stack traces of code that does not exist, in the manner of each language; the same for the same
/// place.
final class Stacks {
    private Stacks() {}

    /// The trace of an error of `type` that `operation` of `service` runs into.
    static String of(
            Estate.Language language,
            String service,
            String operation,
            String type,
            String message) {
        var unit = service.replaceAll("[^a-z]", "");
        var name = operation.isEmpty() ? "handle" : operation;
        var handler = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        int line = 40 + Math.floorMod((service + "/" + operation).hashCode(), 160);
        return switch (language) {
            case JAVA ->
                    "java.lang.%s: %s\n".formatted(type, message)
                            + "\tat com.larkspur.%s.%sHandler.assemble(%sHandler.java:%d)\n"
                                    .formatted(unit, handler, handler, line)
                            + "\tat com.larkspur.%s.%sHandler.%s(%sHandler.java:%d)\n"
                                    .formatted(unit, handler, name, handler, line - 27)
                            + "\tat com.larkspur.web.Dispatcher.dispatch(Dispatcher.java:118)\n"
                            + "\tat java.base/java.lang.Thread.run(Thread.java:1583)";
            case GO ->
                    "%s: %s\n\ngoroutine 4127 [running]:\n".formatted(type, message)
                            + "larkspur.example/%s/internal.(*%s).assemble(...)\n"
                                    .formatted(unit, handler)
                            + "\t/src/%s/internal/%s.go:%d\n".formatted(unit, name, line)
                            + "net/http.HandlerFunc.ServeHTTP(...)\n"
                            + "\t/usr/local/go/src/net/http/server.go:2166";
            case NODE ->
                    "%s: %s\n".formatted(type, message)
                            + "    at assemble (/app/src/%s.js:%d:17)\n".formatted(name, line)
                            + "    at async %s (/app/src/%s.js:%d:9)\n"
                                    .formatted(name, name, line - 27)
                            + "    at async dispatch (/app/src/server.js:84:5)";
            case PYTHON ->
                    "Traceback (most recent call last):\n"
                            + "  File \"/app/server.py\", line 84, in dispatch\n"
                            + "  File \"/app/%s.py\", line %d, in %s\n"
                                    .formatted(name, line - 27, name)
                            + "  File \"/app/%s.py\", line %d, in assemble\n".formatted(name, line)
                            + "%s: %s".formatted(type, message);
        };
    }
}
