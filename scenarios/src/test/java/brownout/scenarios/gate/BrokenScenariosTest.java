// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.TestWorlds;
import brownout.scenarios.world.HistoryStore;
import brownout.scenarios.world.RunWorld;
import brownout.scenarios.world.Worlds;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every gate stops what it is there to stop: good scenarios made bad, one line at a time.
class BrokenScenariosTest {
    private static final Worlds WORLDS = TestWorlds.BUILT_IN;
    private static final String FILE = "payment-pool-cut-by-deploy.yaml";
    private static final String GOOD = Catalogue.builtInFiles().getOrDefault(FILE, "");

    /// The good file with each of these texts replaced by the one after it.
    private static String with(String... changes) {
        var text = GOOD;
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(text.contains(changes[i]), changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        return text;
    }

    private static Verdict check(String text, long seed) {
        return Gates.check(WORLDS, WORLDS.settings().read(FILE, text), seed);
    }

    private static Set<Gate> failed(Verdict verdict) {
        var failed = EnumSet.noneOf(Gate.class);
        verdict.findings().stream()
                .filter(finding -> !finding.passed())
                .map(Finding::gate)
                .forEach(failed::add);
        return failed;
    }

    @Test
    void wrongClaimsAreFoundAndLocated() {
        var text =
                with(
                        "  - rollback shipping-service",
                        "  - rollback payment-api",
                        "reference: rollback payment-api",
                        "reference: scale frontend --replicas 6",
                        "  - config payment-api DB_POOL_SIZE=20",
                        "  - config payment-api DB_POOL_SIZE=3",
                        "peer_service=\"payment-processor\"}[2m]))) > 1",
                        "peer_service=\"payment-processor\"}[2m]))) > 0.1",
                        "sum(hikaricp_connections_pending{service=\"payment-api\"}) > 3",
                        "sum(hikaricp_connections_pending{service=\"payment-api\"}) > 3000000",
                        "query: '{service=\"payment-api\"} |= \"DBConnectionTimeout\"'",
                        "query: '{service=\"payment-api\"} |= \"payment\"'",
                        "Several teams deployed today",
                        "The connection pool is small; several teams deployed today",
                        "more room for the weekend",
                        "recommendation-service",
                        "components: [payment-api]",
                        "components: [orders-service]",
                        "target: payment-processor",
                        "target: address-lookup",
                        "level: 2",
                        "level: 3");
        var verdict = check(text, 1);
        assertEquals(
                EnumSet.of(
                        Gate.DECOY,
                        Gate.REFERENCE,
                        Gate.ACCEPTED,
                        Gate.HERRING,
                        Gate.NAMED,
                        Gate.SIGN,
                        Gate.POINTS,
                        Gate.SECRET,
                        Gate.SPOILER,
                        Gate.KEY),
                failed(verdict),
                verdict.findings().toString());
        var places = new Places(FILE, text);
        var lines = text.lines().toList();
        var blamed =
                verdict.findings().stream()
                        .filter(finding -> !finding.passed())
                        .map(places::of)
                        .map(place ->
                                lines.get(Integer.parseInt(place.substring(FILE.length() + 1)) - 1)
                                        .strip())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "- rollback payment-api",
                                "reference: scale frontend --replicas 6",
                                "- config payment-api DB_POOL_SIZE=3",
                                "- name: The payment processor got slower",
                                "- name: payment-api waits for connections",
                                "- name: payment-api gives up on a connection",
                                "scenario: payment-pool-cut-by-deploy",
                                "slug: saturday-at-the-till",
                                "components: [orders-service]")),
                blamed);
    }

    @Test
    void aFaultThatHardlyHurtsIsNone() {
        var verdict = check(with("DB_POOL_SIZE: \"4\"", "DB_POOL_SIZE: \"19\""), 2);
        var failed = failed(verdict);
        assertTrue(
                failed.containsAll(Set.of(Gate.BROKEN, Gate.IDLE, Gate.ALONE, Gate.SIGN)),
                verdict.findings().toString());
        assertTrue(!failed.contains(Gate.CALM) && !failed.contains(Gate.QUIET));
        assertTrue(verdict.difficulty().breachSeconds().isEmpty());
    }

    @Test
    void aHerringThatHurtsIsTheCause() {
        var verdict =
                check(
                        with(
                                "DB_POOL_SIZE: \"4\"",
                                "DB_POOL_SIZE: \"19\"",
                                "factor: 1.12",
                                "factor: 12"),
                        3);
        var failed = failed(verdict);
        assertTrue(
                failed.containsAll(Set.of(Gate.QUIET, Gate.CALM, Gate.ALONE, Gate.HERRING)),
                verdict.findings().toString());
    }

    @Test
    void aHardDrillMustNotFallToASimpleRule() {
        var verdict = check(with("level: 2", "level: 4"), 1);
        assertEquals(EnumSet.of(Gate.HARD), failed(verdict), verdict.findings().toString());
    }

    @Test
    void nothingIsWrongMeansThatNobodyIsHurt() {
        var text =
                with(
                        "role: fault",
                        "role: unrelated",
                        "DB_POOL_SIZE: \"4\"",
                        "DB_POOL_SIZE: \"19\"",
                        "components: [payment-api]",
                        "components: []",
                        "mechanism: connection_pool",
                        "mechanism: nothing",
                        "trigger: pool-cut",
                        "trigger: none");
        var verdict = check(text, 1);
        var gates = EnumSet.noneOf(Gate.class);
        verdict.findings().forEach(finding -> gates.add(finding.gate()));
        assertTrue(gates.contains(Gate.UNHURT) && !gates.contains(Gate.REFERENCE));
        assertTrue(!failed(verdict).contains(Gate.UNHURT), verdict.findings().toString());
        assertTrue(!failed(verdict).contains(Gate.TOLD), "a ticket is enough");
    }

    @Test
    void theIncidentOfATrialIsTheOneThatPeopleGet() {
        var scenario = WORLDS.settings().read(FILE, GOOD);
        for (long seed = 1; seed <= 3; seed++) {
            var trial = new Trial(WORLDS, scenario, seed);
            assertEquals(
                    digest(WORLDS.base(scenario, seed), scenario, seed),
                    digest(trial.idle, scenario, seed),
                    "--seed=" + seed);
        }
    }

    private static String digest(RunWorld world, Scenario scenario, long seed) {
        int to = scenario.faultTick(seed) + 180;
        world.timeline().advanceTo(to);
        return world.timeline().digest(scenario.firstChangeTick(seed) - 60, to);
    }

    @Test
    void equalInputsGiveEqualVerdicts() {
        var scenario = WORLDS.settings().read(FILE, GOOD);
        var first = Gates.check(WORLDS, scenario, 5);
        var again = Gates.check(new Worlds(WORLDS.settings(), HistoryStore.COMPUTED), scenario, 5);
        assertEquals(first, again);
    }
}
