// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.alerting.Alert;
import brownout.query.alerting.AlertRule;
import brownout.query.alerting.RecordingRule;
import brownout.query.alerting.RuleGroup;
import brownout.query.promql.PromQl;
import brownout.query.routing.Notification;
import brownout.query.routing.Route;
import brownout.simulator.Worlds;
import brownout.simulator.engine.PagingReplay;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rules of the whole estate: complete, about metrics that there are, and quiet where all is well.
/// With `-Drules.seeds=3` whole hours of that many worlds are watched instead of twenty minutes of one.
class WholeRulesTest {
    private static final List<RuleGroup> GROUPS = RuleFile.builtin("larkspur-whole");
    private static final int STEP = 15;
    private static final int SEEDS = Integer.getInteger("rules.seeds", 0);
    private static final int WELL = -3600 + 1200;
    private static final Timeline HISTORY = history(1, WELL);

    @Test
    void alertsSayWhatToDo() {
        var wanted =
                List.of("summary", "description", "dashboard", "logs", "traces", "runbook_url");
        int alerts = 0;
        for (var group : GROUPS) {
            for (var rule : group.rules()) {
                if (rule instanceof AlertRule alert) {
                    alerts++;
                    assertTrue(alert.labels().containsKey("severity"), alert.name());
                    assertTrue(alert.annotations().keySet().containsAll(wanted), alert.name());
                }
            }
        }
        assertTrue(alerts >= 60, "only " + alerts);
    }

    @Test
    void ownersAreThoseOfTheEstate() {
        var owners = new TreeMap<String, String>();
        for (var group : GROUPS) {
            for (var rule : group.rules()) {
                if (rule.name().equals("service:owner:info")) {
                    var matcher = PromQl.selectors(PromQl.parse(rule.expr())).getFirst();
                    var names = matcher.stream().filter(m -> m.name().equals("service"));
                    for (var name :
                            Pattern.compile("\\|")
                                    .splitAsStream(names.findFirst().orElseThrow().value())
                                    .toList()) {
                        owners.put(name, rule.labels().get("team") + rule.labels().get("tier"));
                    }
                }
            }
        }
        var services = new TreeMap<String, String>();
        EstateFile.builtin("larkspur-whole")
                .services()
                .forEach(service -> services.put(service.name(), service.team() + service.tier()));
        assertEquals(services, owners);
    }

    /// A name that nobody writes is a rule that never says anything.
    @Test
    void rulesReadMetricsThatThereAre() {
        var known = new TreeSet<String>();
        var world = Worlds.history(-3590);
        new Telemetry(world.snapshot(), world.closedTick(), 0, new RunKey(0, 0))
                .metrics()
                .metadata()
                .forEach(metric -> known.add(metric.name()));
        for (var metric : List.copyOf(known)) {
            known.addAll(List.of(metric + "_bucket", metric + "_count", metric + "_sum"));
        }
        for (var group : GROUPS) {
            group.rules().forEach(rule -> known.add(rule.name()));
        }
        for (var group : GROUPS) {
            for (var rule : group.rules()) {
                if (group.language() == RuleGroup.Language.PROMQL) {
                    for (var selector : PromQl.selectors(PromQl.parse(rule.expr()))) {
                        var name = selector.stream().filter(m -> m.name().equals("__name__"));
                        assertTrue(
                                known.contains(name.findFirst().orElseThrow().value()),
                                rule.name() + " reads " + selector);
                    }
                }
            }
        }
    }

    @Test
    void onlyTheWatchdogFiresWhereAllIsWell() {
        if (SEEDS == 0) {
            watch(HISTORY, WELL, 1);
        }
        for (long seed = 1; seed <= SEEDS; seed++) {
            watch(history(seed, -1), -1, seed);
        }
    }

    private static Timeline history(long seed, int last) {
        var world =
                Timeline.history(
                        EstateFile.builtin("larkspur-whole"), new RuleEvaluation(GROUPS), seed);
        world.advanceTo(last);
        return world;
    }

    /// The curriculum's story: the primaries of one database end, and for a quarter of an hour nobody
    /// does anything. Told one by one that is a storm; grouped, and with what follows from the cause
    /// inhibited by it, one page says so.
    @Test
    void aDatabaseThatIsDownIsOnePage() {
        int down = WELL + 1;
        int end = down + 900;
        var stop = new Scheduled(down, new DatabaseEffect.Stop("orders-db", ""), "");
        var world = HISTORY.fork(down, 1, List.of(stop));
        world.advanceTo(end - 1);

        var told = new ArrayList<Notification>();
        for (int tick = down; tick < end; tick++) {
            told.addAll(world.snapshot().paging(tick).left());
        }
        var pages = told.stream().filter(WholeRulesTest::isPage).toList();
        assertEquals(
                List.of("database-oncall DatabaseDown"),
                pages.stream()
                        .map(each -> each.receiver() + " " + each.groupLabels().get("alertname"))
                        .toList());
        assertEquals(3, pages.getFirst().alerts().size(), "one in each region");

        var apart = new ArrayList<RoutingEffect>();
        for (var receiver : world.estate().alertmanager().receivers()) {
            apart.add(new RoutingEffect.GroupBy(receiver.name(), Route.ALL_LABELS));
        }
        apart.add(new RoutingEffect.DropInhibition());
        int storm = PagingReplay.of(world, down, end, apart).size();
        assertTrue(storm >= 40 && storm <= 70, storm + " notifications of one cause");
        assertTrue(told.size() <= 5, told.size() + " notifications, chat included");
    }

    private static boolean isPage(Notification notification) {
        return notification.integration().startsWith("pagerduty");
    }

    private static void watch(Timeline world, int last, long seed) {
        var fired = new TreeSet<String>();
        var failed = new TreeSet<String>();
        var empty = new TreeSet<String>();
        for (int second = -3600 + STEP; second <= last + 1; second += STEP) {
            var scrape = world.snapshot().scrape(second);
            for (var transition : scrape.transitions()) {
                if (transition.alert().state() == Alert.State.FIRING) {
                    fired.add(transition.alert().labels().get("alertname"));
                }
            }
            long millis = (RuleStage.EPOCH_SECONDS + second) * 1000;
            for (var group : scrape.groups()) {
                for (var rule : group.rules()) {
                    boolean now = group.lastEvaluationMillis() == millis;
                    if (now && !rule.lastError().isEmpty()) {
                        failed.add(rule.rule().name() + ": " + rule.lastError());
                    }
                    boolean late = second > last - 300;
                    if (late
                            && rule.rule() instanceof RecordingRule
                            && rule.written().live().isEmpty()) {
                        empty.add(rule.rule().name());
                    }
                }
            }
        }
        assertEquals(Set.of("Watchdog"), fired, "seed " + seed);
        assertEquals(Set.of(), failed, "seed " + seed);
        assertEquals(Set.of(), empty, "seed " + seed);
    }
}
