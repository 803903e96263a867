// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

/// The evaluation times `start, start + step, …` of a query or a subquery; an instant query has one.
record Steps(long startMillis, long stepMillis, int count) {
    long at(int index) {
        return startMillis + index * stepMillis;
    }
}
