// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Drill;
import brownout.web.http.Body;
import brownout.web.http.Endpoints;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.runs.Runs;
import java.util.Locale;

/// The catalogue, and starting a run of one of its drills.
public final class DrillsApi {
    private final Catalogue catalogue;
    private final Runs runs;
    private final Links links;

    public DrillsApi(Catalogue catalogue, Runs runs, Links links) {
        this.catalogue = catalogue;
        this.runs = runs;
        this.links = links;
    }

    public void mount(Endpoints on) {
        on.get("/drills", this::drills);
        on.get("/drills/:drill", this::drill);
        on.get("/runs", this::mine);
        on.post("/runs", this::start);
    }

    /// `GET /drills`: `{"drills":[{"drill","title","symptom","level","minutes","startFrom"}]}`.
    private Reply drills(Params in) {
        var json = new Json().object().name("drills").array();
        catalogue.drills().forEach(drill -> write(json.object(), drill).endObject());
        return Reply.json(json.endArray().endObject());
    }

    /// `GET /drills/{drill}`: the same with `briefing`, Markdown.
    private Reply drill(Params in) {
        var drill =
                catalogue
                        .scenario(in.part("drill"))
                        .orElseThrow(() -> new Refusal(404, "no such drill"))
                        .drill();
        return Reply.json(
                write(new Json().object(), drill).member("briefing", drill.briefing()).endObject());
    }

    /// `GET /runs`: the runs of the person who asks, newest first.
    private Reply mine(Params in) {
        var json = new Json().object().name("runs").array();
        for (var run : runs.ofPerson(in.person())) {
            json.object()
                    .member("run", run.id())
                    .member("drill", run.drill())
                    .member("created", run.createdMillis())
                    .endObject();
        }
        return Reply.json(json.endArray().endObject());
    }

    /// `POST /runs` with `{"drill":"…","seed":7}`; without a seed the server takes one.
    private Reply start(Params in) {
        var body = Body.of(in).only("drill", "seed");
        var slug = body.text("drill");
        var seed = body.optionalNumber("seed");
        var scenario =
                catalogue
                        .scenario(slug)
                        .orElseThrow(() -> body.bad("drill", "there is no drill \"" + slug + "\""));
        var run = runs.create(scenario, seed.orElseGet(runs::anySeed), in.person());
        var json = new Json().object().member("run", run.id());
        return Reply.json(201, links.write(json, run.id()).endObject())
                .with("Location", links.api(run.id()));
    }

    static Json write(Json json, Drill drill) {
        return json.member("drill", drill.slug())
                .member("title", drill.title())
                .member("symptom", drill.symptom())
                .member("level", drill.level())
                .member("minutes", drill.minutes())
                .member("startFrom", drill.startFrom().name().toLowerCase(Locale.ROOT));
    }
}
