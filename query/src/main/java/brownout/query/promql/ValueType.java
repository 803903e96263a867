// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

/// The four types of PromQL, with the names that error messages use.
public enum ValueType {
    SCALAR("scalar"),
    VECTOR("instant vector"),
    MATRIX("range vector"),
    STRING("string");

    private final String text;

    ValueType(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
