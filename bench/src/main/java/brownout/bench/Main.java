// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/// `./brownout bench`: measures, then shows every figure beside its budget.
public final class Main {
    private static final List<Measure> MEASURES =
            List.of(
                    new SimulatorCost(),
                    new MemoryCost(),
                    new DivergedCost(),
                    new RunsCost(),
                    new Peers());

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 1 && args[0].equals("--measure")) {
            measureHere(args[1], Settings.parse(List.of(args).subList(2, args.length)));
            return;
        }
        Settings settings;
        try {
            settings = Settings.parse(List.of(args));
        } catch (IllegalArgumentException wrong) {
            System.err.println("brownout bench: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        if (settings.list()) {
            MEASURES.forEach(measure -> System.out.println(measure.name()));
            Shapes.names().forEach(System.out::println);
        } else {
            show(measure(settings));
        }
    }

    private static List<Figure> measure(Settings settings)
            throws IOException, InterruptedException, RunnerException {
        var figures = new ArrayList<Figure>();
        for (var measure : MEASURES) {
            if (measure.name().contains(settings.filter())) {
                System.err.println("measuring " + measure.name());
                figures.addAll(measureInOwnJvm(measure, settings));
            }
        }
        figures.addAll(Shapes.run(settings));
        return figures;
    }

    /// Each measure has a JVM and a heap of its own, so that none leaves anything to the next.
    private static List<Figure> measureInOwnJvm(Measure measure, Settings settings)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:+UseCompactObjectHeaders", "-Xmx" + measure.heapMegabytes() + "m"));
        command.addAll(measure.options());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "--measure", measure.name()));
        command.addAll(settings.arguments());
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var figures = new ArrayList<Figure>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines()
                    .forEach(line -> {
                        if (Figure.isLine(line)) {
                            figures.add(Figure.parse(line));
                        } else {
                            System.out.println(line);
                        }
                    });
        }
        if (process.waitFor() != 0) {
            throw new IOException("measuring " + measure.name() + " failed, see above");
        }
        return figures;
    }

    private static void measureHere(String name, Settings settings) {
        for (var measure : MEASURES) {
            if (measure.name().equals(name)) {
                measure.run(settings).forEach(figure -> System.out.println(figure.line()));
            }
        }
    }

    private static void show(List<Figure> figures) {
        System.out.println("| what | figure | budget | figure / budget |\n|---|---:|---:|---:|");
        for (var figure : figures) {
            boolean bounded = !Double.isNaN(figure.budget());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s %s | %s | %s |%n",
                    figure.what(),
                    digits(figure.value()),
                    figure.unit(),
                    bounded ? digits(figure.budget()) : "",
                    bounded ? digits(figure.value() / figure.budget()) : "");
        }
    }

    /// Three digits are what such a figure is worth.
    private static String digits(double value) {
        if (!(Math.abs(value) > 0) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        int behind = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%." + behind + "f", value);
    }
}
