// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

/// A range vector over all steps: at step i each series shows its samples in
/// `(ends[i] - rangeMillis, ends[i]]`. `ends` never falls.
record RangeVector(SampleRows rows, long rangeMillis, long[] ends) {}
