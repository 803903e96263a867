// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import brownout.web.http.Json;
import java.util.function.Supplier;

/// Where a run's things are, as absolute URLs. `origin` has no slash at its end and
/// is known once the server listens.
public record Links(Supplier<String> origin) {

    /// `"links":{"console","prometheus","loki","tempo","alertmanager"}`.
    Json write(Json json, String run) {
        var base = origin.get() + "/r/" + run;
        return json.name("links")
                .object()
                .member("console", base)
                .member("prometheus", base + "/prometheus")
                .member("loki", base + "/loki")
                .member("tempo", base + "/tempo")
                .member("alertmanager", base + "/alertmanager")
                .endObject();
    }

    String api(String run) {
        return origin.get() + "/api/v1/runs/" + run;
    }
}
