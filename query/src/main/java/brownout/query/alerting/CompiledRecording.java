// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.alerting.GroupStatus.RuleStatus;
import brownout.query.alerting.RuleGroup.Language;
import brownout.query.syntax.QueryError;
import java.util.List;

/// A recording rule, parsed.
record CompiledRecording(RecordingRule rule, RuleQuery query) implements CompiledRule {
    static CompiledRecording of(Language language, RecordingRule rule) {
        try {
            return new CompiledRecording(rule, RuleQuery.parse(language, rule.expr()));
        } catch (QueryError e) {
            throw CompiledRule.inRule("record " + rule.name(), "expr", rule.expr(), e);
        }
    }

    @Override
    public RuleStatus evaluate(RuleStatus before, Occasion occasion) {
        var looked = new Looked();
        try {
            var result = query.at(occasion.stores(), occasion.dataMillis(), looked);
            var samples = CompiledRule.relabelled(result, rule);
            int limit = occasion.group().limit();
            if (limit > 0 && samples.size() > limit) {
                throw new QueryError(
                        QueryError.Kind.EXECUTION,
                        "exceeded limit of " + limit + " with " + samples.size() + " series");
            }
            var written = Written.after(before.written(), samples);
            return new RuleStatus(rule, List.of(), "", written, looked.getAsLong());
        } catch (QueryError e) {
            return new RuleStatus(
                    rule, List.of(), e.text(), before.written().none(), looked.getAsLong());
        }
    }
}
