// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The shapes that JMH measures, by class: what their names are and what they may cost.
final class Shapes {
    private static final List<String> JVM =
            List.of(
                    "-XX:+UseCompactObjectHeaders",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xms2g",
                    "-Xmx2g");

    /// A JMH benchmark with one value of its parameter.
    private record Shape(Class<?> owner, Enum<?> value, double budgetMillis) {
        String name() {
            return owner.getSimpleName().replace("Shapes", "").toLowerCase(Locale.ROOT)
                    + "."
                    + value.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final List<Shape> ALL = all();

    private Shapes() {}

    private static List<Shape> all() {
        var shapes = new ArrayList<Shape>();
        for (var shape : Forks.Shape.values()) {
            shapes.add(new Shape(Forks.class, shape, shape.budgetMillis));
        }
        for (var shape : LogShapes.Shape.values()) {
            shapes.add(new Shape(LogShapes.class, shape, shape.budgetMillis));
        }
        for (var shape : TraceShapes.Shape.values()) {
            shapes.add(new Shape(TraceShapes.class, shape, shape.budgetMillis));
        }
        for (var shape : MetricShapes.Shape.values()) {
            shapes.add(new Shape(MetricShapes.class, shape, shape.budgetMillis));
        }
        return shapes;
    }

    static List<String> names() {
        return ALL.stream().map(Shape::name).toList();
    }

    /// Runs those whose name contains the filter, see [CpuPerCall].
    static List<Figure> run(Settings settings) throws RunnerException {
        var figures = new ArrayList<Figure>();
        for (var shape : ALL) {
            if (shape.name().contains(settings.filter())) {
                System.err.println("measuring " + shape.name());
                double millis = millis(new Runner(options(shape, settings).build()).run());
                figures.add(new Figure(shape.name(), millis, "ms CPU", shape.budgetMillis));
            }
        }
        return figures;
    }

    private static OptionsBuilder options(Shape shape, Settings settings) {
        var options = new OptionsBuilder();
        options.include("^" + shape.owner.getName().replace(".", "\\.") + "\\.");
        options.param("shape", shape.value.name());
        options.jvmArgs(JVM.toArray(String[]::new));
        options.jvmArgsAppend("-Dbench.estate=" + settings.estate());
        if (settings.quick()) {
            options.warmupIterations(1).measurementIterations(1);
            options.warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1));
        }
        options.shouldFailOnError(true).addProfiler(CpuPerCall.class).verbosity(VerboseMode.SILENT);
        return options;
    }

    private static double millis(Collection<RunResult> results) {
        return results.iterator().next().getSecondaryResults().get(CpuPerCall.LABEL).getScore();
    }
}
