// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import brownout.query.syntax.FileError;
import brownout.web.export.Arguments;
import brownout.web.export.ExportCommand;
import brownout.web.export.RunCommand;
import brownout.web.lint.Lint;
import brownout.web.lint.LintOptions;
import brownout.web.store.HistoryFolder;
import brownout.web.store.StoreProblem;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;

/// The command line. Answers go to stdout; what went wrong is one line on stderr.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = run(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /// 0, or 1 where the server cannot start or a scenario does not pass its gates, or 2 where the line
    /// is not understood.
    static int run(String[] args, PrintStream out, PrintStream err) {
        return switch (Config.parse(args)) {
            case Config.Command.Help _ -> {
                out.print(Config.USAGE);
                yield 0;
            }
            case Config.Command.Version _ -> {
                out.println("brownout " + World.VERSION);
                yield 0;
            }
            case Config.Command.Mistake(var why) -> {
                err.println("brownout: " + why + ". Try --help");
                yield 2;
            }
            case Config.Command.Lint(var options) -> lint(options, out, err);
            case Config.Command.Export(var rest) ->
                    tool(
                            err,
                            world ->
                                    ExportCommand.run(
                                            rest, world.catalogue(), world.worlds(), out, err));
            case Config.Command.Run(var rest) ->
                    tool(
                            err,
                            world -> RunCommand.run(rest, world.catalogue(), world.worlds(), out));
            case Config.Command.Serve(var config) -> serve(config, out, err);
        };
    }

    private static int lint(LintOptions options, PrintStream out, PrintStream err) {
        try {
            return Lint.run(options, World.builtIn().worlds(), out);
        } catch (IllegalArgumentException | FileError e) {
            err.println("brownout: " + e.getMessage());
            return 2;
        }
    }

    /// A command that works in the built-in world without a server.
    private static int tool(PrintStream err, ToIntFunction<World> command) {
        try {
            return command.applyAsInt(World.builtIn());
        } catch (Arguments.Mistake e) {
            err.println("brownout: " + e.getMessage() + ". Try --help");
            return 2;
        } catch (FileError e) {
            err.println("brownout: " + e.getMessage());
            return 1;
        }
    }

    private static int serve(Config config, PrintStream out, PrintStream err) {
        try {
            var histories = new HistoryFolder(config.data().resolve("history"));
            var server = Server.start(config, World.of(histories, config.scenarios()));
            out.println("Brownout is ready at " + server.origin() + "/");
            out.flush();
            if (config.exitWhenReady()) {
                server.close();
                return 0;
            }
            closeOnSignal(server);
            return 0;
        } catch (StartProblem | StoreProblem | FileError e) {
            err.println("brownout: " + e.getMessage());
            return 1;
        }
    }

    /// Waits for SIGTERM or Ctrl-C, then closes; the exit status is 0 although a signal ended it.
    private static void closeOnSignal(Server server) {
        var asked = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    asked.countDown();
                                    await(closed);
                                    Runtime.getRuntime().halt(0);
                                }));
        await(asked);
        server.close();
        closed.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
