// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.Gauge;
import brownout.simulator.estate.Estate;
import brownout.simulator.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What people see with df and du on the hosts of databases and of Prometheus. Sizes are in blocks of
/// 1024 bytes, rounded down.
final class DiskInspections {
    private static final String PROMETHEUS = "prometheus";
    private static final String PROMETHEUS_DATA = "/prometheus/data";
    private static final String DATA = "/var/lib/postgresql/data";
    private static final String WAL = DATA + "/pg_wal";

    static final List<Inspection> ROWS =
            List.of(
                    Inspection.signals(
                            "df",
                            "[DATABASE|prometheus] [--region REGION]",
                            "How full the volumes of databases and of Prometheus are.",
                            DiskInspections::df),
                    Inspection.signals(
                            "du",
                            "DATABASE|prometheus [--region REGION]",
                            "What takes the room on the volumes of a database or of Prometheus.",
                            DiskInspections::du));

    private DiskInspections() {}

    /// What has a volume of its own.
    private static List<String> names(Arguments in) {
        var names = new ArrayList<String>();
        in.estate().databases().stream()
                .filter(database -> database.storage().isPresent())
                .forEach(database -> names.add(database.name()));
        if (in.estate().monitoring().isPresent()) {
            names.add(PROMETHEUS);
            names.add(PROMETHEUS_DATA);
        }
        return names;
    }

    /// A volume of a database's server in a region.
    private record Volume(
            Telemetry now, Estate.Database spec, int database, int region, boolean isWal) {
        String name() {
            return spec.name() + "." + now.snapshot().world.estate.regions().get(region).name();
        }

        int at() {
            return database * now.snapshot().world.regions + region;
        }

        long size() {
            var volumes = now.snapshot().tick(now.nowTick()).frame().database(at()).volumes();
            return isWal ? volumes.walBytes() : volumes.dataBytes();
        }

        long used() {
            var gauge = isWal ? Gauge.Database.WAL_MEBIBYTES : Gauge.Database.DATA_MEBIBYTES;
            double mebibytes = now.snapshot().tick(now.nowTick()).frame().at(gauge, at());
            return Math.round(mebibytes * 0x1p20);
        }
    }

    private static List<Volume> volumes(Arguments in, Telemetry now, String name) {
        var world = now.snapshot().world;
        var found = new ArrayList<Volume>();
        for (int database = 0; database < world.databases; database++) {
            var spec = in.estate().databases().get(database);
            for (int region = 0; region < world.regions; region++) {
                if (spec.storage().isPresent()
                        && (name.isEmpty() || name.equals(spec.name()))
                        && world.isRegion(in.region(), region)) {
                    found.add(new Volume(now, spec, database, region, false));
                    found.add(new Volume(now, spec, database, region, true));
                }
            }
        }
        return found;
    }

    private static List<String> df(Arguments in, Telemetry now) {
        var name = in.find(0).isEmpty() ? "" : in.named(0, "volume", names(in));
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-34s %12s %12s %12s %4s %s",
                        "Filesystem",
                        "1K-blocks",
                        "Used",
                        "Available",
                        "Use%",
                        "Mounted on"));
        for (var volume : volumes(in, now, name)) {
            lines.add(
                    line(volume.name(), volume.size(), volume.used(), volume.isWal() ? WAL : DATA));
        }
        in.estate()
                .monitoring()
                .filter(_ -> name.isEmpty() || isPrometheus(name))
                .filter(spec -> in.region().isEmpty() || in.region().equals(spec.region()))
                .ifPresent(spec ->
                        lines.add(
                                line(
                                        PROMETHEUS + "." + spec.region(),
                                        spec.prometheus().disk().sizeBytes(),
                                        blocks(now),
                                        PROMETHEUS_DATA)));
        return lines;
    }

    private static boolean isPrometheus(String name) {
        return name.equals(PROMETHEUS) || name.equals(PROMETHEUS_DATA);
    }

    private static String line(String filesystem, long size, long used, String mountpoint) {
        long available = Math.max(0, size - used);
        return String.format(
                Locale.ROOT,
                "%-34s %12d %12d %12d %3.0f%% %s",
                filesystem,
                size >> 10,
                Math.min(size, used) >> 10,
                available >> 10,
                StrictMath.ceil(100.0 * Math.min(size, used) / size),
                mountpoint);
    }

    /// What Prometheus says of its blocks, as of the last scrape.
    private static long blocks(Telemetry now) {
        long millis = now.scrapeMillis();
        var found =
                now.exposed()
                        .select(
                                List.of(
                                        Matcher.equal(
                                                Labels.NAME,
                                                "prometheus_tsdb_storage_blocks_bytes")),
                                TimeRange.millis(millis, millis),
                                MetricStore.SelectHints.NONE);
        return found.size() == 0 ? 0 : (long) found.samples(0).values()[0];
    }

    private static List<String> du(Arguments in, Telemetry now) {
        var name = in.named(0, "volume", names(in));
        var lines = new ArrayList<String>();
        if (isPrometheus(name)) {
            lines.add(entry(blocks(now), PROMETHEUS_DATA));
        }
        for (var volume : volumes(in, now, name)) {
            if (volume.isWal()) {
                lines.add(entry(volume.used(), volume.name() + ":" + WAL));
            } else {
                tables(volume, lines);
            }
        }
        return lines;
    }

    /// Tables, then the rest (indexes, dead rows), then all of it.
    private static void tables(Volume volume, List<String> lines) {
        var world = volume.now().snapshot().world;
        var frame = volume.now().snapshot().tick(volume.now().nowTick()).frame();
        long sum = 0;
        for (int t = 0; t < volume.spec().tables().size(); t++) {
            var table = volume.spec().tables().get(t);
            int number = world.databaseNumbers.table(volume.database(), t);
            double rows = frame.at(Gauge.Table.ROWS, number * world.regions + volume.region());
            long bytes = Math.round(rows * table.rowBytes());
            sum += bytes;
            lines.add(entry(bytes, volume.name() + ":" + DATA + "/base/" + table.name()));
        }
        lines.add(
                entry(
                        Math.max(0, volume.used() - sum),
                        volume.name() + ":" + DATA + "/base/indexes-and-others"));
        lines.add(entry(Math.max(sum, volume.used()), volume.name() + ":" + DATA));
    }

    private static String entry(long bytes, String path) {
        return String.format(Locale.ROOT, "%-12d %s", bytes >> 10, path);
    }
}
