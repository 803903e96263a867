// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to what watches the estate. The estate itself goes on as it was; only what is recorded
/// of it changes. A `job` is the `job` label of series, or a scrape job or exporter of the estate and
/// then stands for everything that it finds; a `region` of "" is all regions.
public sealed interface CollectorEffect extends Effect {
    /// The exporter does not answer: every scrape fails, until [RestartExporter].
    record TargetDown(String job, String region) implements CollectorEffect {
        @Override
        public String target() {
            return job;
        }
    }

    /// A `share` (0 to 1) of scrapes gets no answer in time, until [RestartExporter].
    record ScrapeTimeouts(String job, String region, double share) implements CollectorEffect {
        @Override
        public String target() {
            return job;
        }
    }

    /// A `share` (0 to 1) of scrapes is answered with status 500, until [RestartExporter].
    record ScrapeErrors(String job, String region, double share) implements CollectorEffect {
        @Override
        public String target() {
            return job;
        }
    }

    /// The exporter starts anew and answers.
    record RestartExporter(String job, String region) implements CollectorEffect {
        @Override
        public String target() {
            return job;
        }
    }

    /// From now on the label `from` of what `job` exposes is called `to`; the other way round takes it
    /// back.
    record RenameLabel(String job, String from, String to) implements CollectorEffect {
        @Override
        public String target() {
            return job;
        }
    }

    /// The pods of `service` that run `version` ("" = any) begin to expose `metric` with one more value of
    /// `label` every `1 / perSecond` seconds, each a series of its own.
    record Cardinality(
            String service,
            String region,
            String metric,
            String label,
            double perSecond,
            String version)
            implements CollectorEffect {
        @Override
        public String target() {
            return service;
        }
    }

    /// Prometheus takes no more than `most` samples of a target of `job`: a scrape with more of them fails.
    /// 0 = any number.
    record SampleLimit(String job, int most) implements CollectorEffect {
        @Override
        public String target() {
            return job;
        }
    }

    /// Samples of `metric` are dropped when scraped, from now on.
    record DropMetric(String metric) implements CollectorEffect {
        @Override
        public String target() {
            return "";
        }
    }

    /// Prometheus keeps samples for `hours` (> 0) and deletes older ones for good.
    record Retention(double hours) implements CollectorEffect {
        @Override
        public String target() {
            return "";
        }
    }

    /// Log agents of `node` ("" = all) no longer send lines of `service` ("" = all) in `region`, until
    /// [RestartAgent]. Lines are sent late, when the agent runs again, or are gone if `isLost`.
    record StopAgent(String service, String region, String node, boolean isLost)
            implements CollectorEffect {
        @Override
        public String target() {
            return service;
        }
    }

    /// Log agents of `region` ("" = all) start anew and go on where they had stopped.
    record RestartAgent(String region) implements CollectorEffect {
        @Override
        public String target() {
            return "";
        }
    }

    /// A `share` (0 to 1) of traces is kept.
    record TraceSampling(double share) implements CollectorEffect {
        @Override
        public String target() {
            return "";
        }
    }
}
