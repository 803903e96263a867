// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Trace;
import brownout.query.data.TraceStore.SpanHints;
import brownout.query.traceql.Expr.Spanset;
import java.util.LinkedHashSet;
import java.util.Set;

/// What at least one span of every matching trace must satisfy, as far as the conditions under `&&`
/// of one filter of the first stage say it.
final class Hints {
    private Set<String> services = Set.of();
    private boolean error = false;
    private long min = 0;
    private long max = Long.MAX_VALUE;

    private Hints() {}

    static SpanHints of(Expr expr) {
        return expr.stages().getFirst() instanceof Spanset spanset ? of(spanset) : SpanHints.NONE;
    }

    private static SpanHints of(Spanset spanset) {
        return switch (spanset) {
            case Expr.Filter filter -> {
                var hints = new Hints();
                hints.add(filter.condition());
                yield new SpanHints(hints.services, hints.error, hints.min, hints.max);
            }
            case Expr.Combined combined -> {
                boolean negated = combined.operator().form == SpansetOperator.Form.NEGATED;
                if (combined.operator() == SpansetOperator.OR) {
                    yield SpanHints.NONE;
                }
                var right = of(combined.right());
                yield right.equals(SpanHints.NONE) && !negated ? of(combined.left()) : right;
            }
        };
    }

    private void add(Field field) {
        if (!(field instanceof Field.Binary binary)) {
            return;
        }
        if (binary.operator() == Operator.AND) {
            add(binary.left());
            add(binary.right());
        } else if (binary.operator().isComparison()) {
            if (binary.right() instanceof Field.Constant constant) {
                add(binary.left(), binary.operator(), constant.value());
            } else if (binary.left() instanceof Field.Constant constant) {
                add(binary.right(), binary.operator().flipped(), constant.value());
            }
        }
    }

    private void add(Field field, Operator operator, Static value) {
        if (field instanceof Field.Attribute attribute) {
            boolean service =
                    attribute.scope() == Field.Scope.RESOURCE
                            && attribute.name().equals("service.name")
                            && operator == Operator.EQUAL;
            if (service && value instanceof Static.Text text && services.isEmpty()) {
                services = new LinkedHashSet<>(Set.of(text.value()));
            }
        } else if (field instanceof Field.Intrinsics intrinsics) {
            switch (intrinsics.intrinsic()) {
                case STATUS -> {
                    boolean failed =
                            value instanceof Static.StatusValue status
                                    && status.value() == Trace.Status.ERROR;
                    error |= failed && operator == Operator.EQUAL;
                }
                case DURATION -> addDuration(operator, value);
                default -> {}
            }
        }
    }

    private void addDuration(Operator operator, Static value) {
        long nanos;
        switch (value) {
            case Static.Int number -> nanos = number.value();
            case Static.Span span -> nanos = span.nanos();
            default -> {
                return;
            }
        }
        if (operator == Operator.EQUAL
                || operator == Operator.GREATER
                || operator == Operator.GREATER_OR_EQUAL) {
            min = Math.max(min, nanos);
        }
        if (operator == Operator.EQUAL
                || operator == Operator.LESS
                || operator == Operator.LESS_OR_EQUAL) {
            max = Math.min(max, nanos);
        }
    }
}
