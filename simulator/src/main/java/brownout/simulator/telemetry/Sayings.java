// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.SpanCode;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Sentence;
import brownout.simulator.estate.Sentence.Part;
import brownout.simulator.estate.Sentence.Placeholder;
import java.util.HexFormat;
import java.util.List;

/// Chooses a sentence for a request and fills it in: pure in the request's hash and the place of the
/// operation in its route, so that a call that is tried again says the same again.
final class Sayings {
    private static final int WHICH = 0x5a15;
    private static final int ITEMS = 0x17e5;
    private static final int REFERENCE = 0x4ef;
    private static final HexFormat HEX = HexFormat.of();

    private Sayings() {}

    /// Appends one of `sentences`, which are not empty.
    static void say(
            List<Sentence> sentences,
            LineWriter writer,
            Lines.Line.Request request,
            StringBuilder text) {
        long draws = Rng.hash(request.requestHash(), node(request), WHICH);
        var sentence = sentences.get(Rng.below(draws, sentences.size()));
        for (var part : sentence.parts()) {
            switch (part) {
                case Part.Words words -> text.append(words.text());
                case Part.OneOf some -> {
                    draws = Rng.mix(draws + 1);
                    text.append(some.texts().get(Rng.below(draws, some.texts().size())));
                }
                case Part.Whole within -> {
                    draws = Rng.mix(draws + 1);
                    int many = within.high() - within.low() + 1;
                    text.append(within.low() + Rng.below(draws, many));
                }
                case Part.Of(var what) -> fill(what, writer, request, text);
            }
        }
    }

    private static void fill(
            Placeholder what, LineWriter writer, Lines.Line.Request request, StringBuilder into) {
        long hash = request.requestHash();
        switch (what) {
            case ID -> into.append(Http.id(hash));
            case USER -> into.append(LineWriter.user(hash));
            case ITEMS -> into.append(items(hash));
            case AMOUNT -> amount(writer.world(), hash, into);
            case CURRENCY -> into.append(currency(writer.world(), request.coordinate()));
            case REF ->
                    into.append(HEX.toHexDigits((int) Rng.hash(hash, node(request), REFERENCE)));
            case MESSAGE -> into.append(writer.message(request));
            case MS -> into.append((request.endMicros() - request.startMicros()) / 1000);
        }
    }

    private static int node(Lines.Line.Request request) {
        return SpanCode.node(request.code());
    }

    /// Most baskets are small.
    private static int items(long hash) {
        long draw = Rng.hash(hash, ITEMS);
        return 1 + Math.min(Rng.below(draw, 9), Rng.below(Rng.mix(draw), 9));
    }

    private static void amount(World world, long hash, StringBuilder into) {
        long cents = world.purchases.cents(hash);
        into.append(cents / 100).append('.');
        into.append(cents / 10 % 10).append(cents % 10);
    }

    private static String currency(World world, long coordinate) {
        var business = world.estate.business().orElseThrow();
        return business.currencies().get(Coordinate.region(coordinate));
    }
}
