// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import brownout.query.syntax.QueryError;
import java.util.List;

/// A function that templates may call with `least` to `most` arguments. `C` is what it knows beside
/// them, given when a template is filled.
public record Function<C>(String name, int least, int most, Body<C> body) {
    /// What it does; throws [QueryError] of kind EXECUTION where it cannot.
    public interface Body<C> {
        Item apply(C context, List<Item> arguments);
    }

    /// For functions with any number of arguments.
    public static final int ANY = Integer.MAX_VALUE;

    /// A function of exactly `count` arguments.
    public static <C> Function<C> of(String name, int count, Body<C> body) {
        return new Function<>(name, count, count, body);
    }

    /// The error of a function that cannot do what it is asked.
    public static QueryError error(String message) {
        return new QueryError(QueryError.Kind.EXECUTION, message);
    }
}
