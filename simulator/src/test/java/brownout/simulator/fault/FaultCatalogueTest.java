// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every file of `resources/faults` holds in a world where its fault is: see docs/HACKING.md, "Add a
/// fault". `-Dfaults.seeds=20` takes more seeds, `-Dfaults.only=NN` one entry.
class FaultCatalogueTest {
    private static final Path FOLDER = Path.of("src/test/resources/faults");
    private static final int SEEDS = Integer.getInteger("faults.seeds", 3);
    private static final String ONLY = System.getProperty("faults.only", "");
    private static final ConcurrentSkipListMap<Long, String> TIMES = new ConcurrentSkipListMap<>();

    private static List<Path> files() throws IOException {
        try (var all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static Entry read(Path file) throws IOException {
        var name = file.getFileName().toString();
        return Entry.read(name, Files.readString(file, StandardCharsets.UTF_8), Trial.ESTATE);
    }

    @TestFactory
    Stream<DynamicTest> entries() throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().startsWith(ONLY))
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName() + ":1", file.toUri(), () -> holds(read(file))));
    }

    /// CPU time, because others may be busy on the same machine.
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void holds(Entry entry) {
        long start = cpuNanos();
        var wrong = new ArrayList<String>();
        var solved = Trial.solved(entry);
        for (int seed = 1; seed <= SEEDS; seed++) {
            wrong.addAll(new Trial(entry, solved, seed).problems());
        }
        TIMES.put(cpuNanos() - start, entry.file());
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
    }

    @Test
    void everyFaultHasANameOfItsOwn() {
        var records = new ArrayList<Class<?>>();
        for (var family : Fault.class.getPermittedSubclasses()) {
            records.addAll(List.of(family.getPermittedSubclasses()));
        }
        var named = FaultNames.TABLE.stream().map(FaultNames.Named::type).toList();
        assertEquals(Set.copyOf(records), Set.copyOf(named));
        assertEquals(named.size(), Set.copyOf(FaultNames.names()).size(), "names given twice");
    }

    /// Each of the 62 entries has a file, or a line in `not-yet.txt` that says why not.
    @Test
    void everyEntryHasAFileOrAReason() throws IOException {
        var covered = new TreeSet<Integer>();
        for (var file : files()) {
            var entry = read(file);
            covered.add(entry.number());
            for (var fault : entry.faults()) {
                FaultNames.of(fault); // every fault that is tried has a name
            }
        }
        var missing = new TreeSet<Integer>();
        for (var line : Files.readAllLines(FOLDER.resolve("not-yet.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var words = line.split(" ", 2);
                missing.add(Integer.parseInt(words[0]));
                if (words.length < 2 || words[1].isBlank()) {
                    fail("not-yet.txt: entry " + words[0] + " has no reason");
                }
            }
        }
        var all = new TreeSet<>(covered);
        all.addAll(missing);
        assertEquals(IntStream.rangeClosed(1, 62).boxed().toList(), List.copyOf(all));
        missing.retainAll(covered);
        assertEquals(List.of(), List.copyOf(missing), "have a file and are in not-yet.txt too");
    }

    @AfterAll
    static void slowest() {
        TIMES.descendingMap().entrySet().stream()
                .limit(3)
                .forEach(time ->
                        System.out.printf(
                                "%s: %d ms of CPU over %d seeds%n",
                                time.getValue(), time.getKey() / 1_000_000, SEEDS));
    }
}
