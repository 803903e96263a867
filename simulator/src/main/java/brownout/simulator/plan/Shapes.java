// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import brownout.simulator.estate.Estate;

/// Sizes of call trees.
final class Shapes {
    private final Estate estate;
    private final Arrivals arrivals;

    Shapes(Estate estate, Arrivals arrivals) {
        this.estate = estate;
        this.arrivals = arrivals;
    }

    EstatePlan.Tree tree(String service, String operation, double ratePerSecond) {
        var name = service + "/" + operation;
        return new EstatePlan.Tree(
                name,
                ratePerSecond,
                calls(service, operation),
                depth(service, operation),
                1 + spans(service, operation));
    }

    private int calls(String service, String operation) {
        int calls = 1;
        for (var call :
                estate.service(service).orElseThrow().operation(operation).orElseThrow().calls()) {
            calls += isService(call) ? calls(call.target(), call.operation()) : 1;
        }
        return calls;
    }

    private int depth(String service, String operation) {
        int below = 0;
        for (var call :
                estate.service(service).orElseThrow().operation(operation).orElseThrow().calls()) {
            below = Math.max(below, isService(call) ? depth(call.target(), call.operation()) : 1);
        }
        return 1 + below;
    }

    /// Spans below an operation's own: a client's for every call and a server's where a service is
    /// called.
    private double spans(String service, String operation) {
        double spans = 0;
        double missed = 1;
        for (var call :
                estate.service(service).orElseThrow().operation(operation).orElseThrow().calls()) {
            double share = Arrivals.share(call, missed);
            spans += share;
            if (isService(call)) {
                spans += share * (1 + spans(call.target(), call.operation()));
            }
            missed = arrivals.missedAfter(call, missed);
        }
        return spans;
    }

    private boolean isService(Estate.Call call) {
        return estate.service(call.target()).isPresent();
    }
}
