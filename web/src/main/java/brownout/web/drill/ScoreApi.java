// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import brownout.web.http.Endpoints;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.live.LiveJson;
import brownout.web.runs.Moment;
import brownout.web.runs.Runs;

/// How a run is judged. While it is open only facts are shown: no point that would tell whether a
/// declaration was right, and no debrief.
public final class ScoreApi {
    private final Runs runs;
    private final Judgement judgement;

    public ScoreApi(Runs runs, Judgement judgement) {
        this.runs = runs;
        this.judgement = judgement;
    }

    public void mount(Endpoints on) {
        on.get("/runs/:run/scorecard", this::scorecard);
        on.get("/runs/:run/debrief", this::debrief);
    }

    /// `GET …/scorecard`: `{"final":false,"facts":{…}}`, or `{"final":true,"total","safety","parts"}`.
    private Reply scorecard(Params in) {
        var run = runs.of(in);
        var now = run.now();
        if (!now.state().closed()) {
            return Reply.json(open(now));
        }
        var card = judgement.closed(run).scorecard();
        var json = new Json().object().member("final", true).member("digest", card.digest());
        json.member("total", card.total()).member("safety", card.safety());
        return Reply.json(json.name("parts").document(Records.write(card.parts())).endObject());
    }

    private Json open(Moment now) {
        var facts = judgement.facts(now);
        return new Json()
                .object()
                .member("final", false)
                .member("elapsedSeconds", now.elapsedSeconds())
                .name("phases")
                .document(LiveJson.phaseList(facts.phases(), now))
                .name("impact")
                .object()
                .member("harm", facts.harm())
                .member("bad", facts.bad())
                .member("total", facts.total())
                .endObject()
                .endObject();
    }

    /// `GET …/debrief`: everything, once the run is closed; 404 before.
    private Reply debrief(Params in) {
        var run = runs.of(in);
        var now = run.now();
        if (!now.state().closed()) {
            throw new Refusal(404, "there is no debrief before the run is closed");
        }
        var debrief = judgement.closed(run).debrief();
        return Reply.json(
                new Json()
                        .object()
                        .member("run", run.id())
                        .member("t0", now.started().t0Seconds() * 1000)
                        .name("debrief")
                        .document(Records.write(debrief))
                        .endObject());
    }
}
