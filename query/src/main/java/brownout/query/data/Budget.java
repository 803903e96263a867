// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

/// What a query may still spend. Engines call [#charge] in proportion to their work; the caller's
/// implementation knows the deadline, the sample limit and whether the client is still there, and
/// throws a [brownout.query.syntax.QueryError] when one of them is used up.
public interface Budget {
    /// No limit; for tests and for rules.
    Budget UNLIMITED = _ -> {};

    /// `units` samples, lines or spans are about to be looked at.
    void charge(long units);
}
