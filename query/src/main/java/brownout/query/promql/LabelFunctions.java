// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.syntax.GoRegex;
import brownout.query.syntax.QueryError;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.UnaryOperator;

/// label_replace and label_join.
final class LabelFunctions {
    private LabelFunctions() {}

    /// `label_replace(v, dst, replacement, src, regex)`: the expression must match the whole value.
    static Rows replace(Evaluator evaluator, Expr.Call call) {
        var target = Evaluator.text(call.args().get(1));
        var replacement = Evaluator.text(call.args().get(2));
        var source = Evaluator.text(call.args().get(3));
        var regex = Evaluator.text(call.args().get(4));
        var pattern = compile(regex);
        refuseBadName(target, "label_replace()");
        return relabelled(
                evaluator,
                call,
                target,
                labels -> {
                    var matcher = pattern.matcher(labels.get(source));
                    return matcher.matches()
                            ? labels.with(target, GoRegex.expand(replacement, matcher))
                            : labels;
                });
    }

    /// `label_join(v, dst, separator, src…)`.
    static Rows join(Evaluator evaluator, Expr.Call call) {
        var target = Evaluator.text(call.args().get(1));
        var separator = Evaluator.text(call.args().get(2));
        var sources =
                call.args().subList(3, call.args().size()).stream().map(Evaluator::text).toList();
        refuseBadName(target, "label_join()");
        return relabelled(
                evaluator,
                call,
                target,
                labels -> {
                    var values = sources.stream().map(labels::get).toList();
                    return labels.with(target, String.join(separator, values));
                });
    }

    private static Rows relabelled(
            Evaluator evaluator, Expr.Call call, String target, UnaryOperator<Labels> change) {
        var rows = new Relabelled(evaluator.vector(call.args().getFirst()), change);
        if (target.equals(Labels.NAME)) {
            rows = rows.keepingNames();
        }
        return Table.merged(rows, evaluator.steps().count());
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile("^(?s:" + regex + ")$");
        } catch (PatternSyntaxException _) {
            throw new QueryError(
                    QueryError.Kind.EXECUTION,
                    "invalid regular expression in label_replace(): " + regex);
        }
    }

    private static void refuseBadName(String name, String function) {
        if (!isName(name)) {
            throw new QueryError(
                    QueryError.Kind.EXECUTION,
                    "invalid destination label name in " + function + ": " + name);
        }
    }

    /// Label names are any text of at least one character that is valid UTF-8. Bytes that are not
    /// arrive here as lone surrogates.
    static boolean isName(String name) {
        return !name.isEmpty() && name.codePoints().noneMatch(LabelFunctions::isStray);
    }

    private static boolean isStray(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /// `name` quoted, stray bytes as `\xnn`.
    static String quotedBytes(String name) {
        var text = new StringBuilder();
        Labels.quoted(name)
                .codePoints()
                .forEach(c -> {
                    if (isStray(c)) {
                        text.append("\\x").append(Integer.toHexString(c & 0xff));
                    } else {
                        text.appendCodePoint(c);
                    }
                });
        return text.toString();
    }
}
