// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

/// Types of values and expressions. What an attribute holds is known only when a span is looked at.
public enum Type {
    INT,
    FLOAT,
    DURATION,
    STRING,
    BOOL,
    STATUS,
    KIND,
    NIL,
    ATTRIBUTE;

    boolean isNumeric() {
        return this == INT || this == FLOAT || this == DURATION;
    }

    boolean matches(Type other) {
        boolean open = this == ATTRIBUTE || other == ATTRIBUTE || this == NIL || other == NIL;
        return open || this == other || (isNumeric() && other.isNumeric());
    }
}
