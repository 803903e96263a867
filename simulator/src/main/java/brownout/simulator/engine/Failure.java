// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Why a server span failed; `errorType` is what its log line says.
public enum Failure {
    NONE(""),
    /// No connection came free in time.
    POOL_TIMEOUT("DBConnectionTimeout"),
    /// The service's own fault.
    INTERNAL("InternalError"),
    /// Too much work was queued already.
    OVERLOADED("ServiceOverloaded"),
    /// A call that it cannot do without answered with an error.
    UPSTREAM_ERROR("UpstreamError"),
    /// ... did not answer in time.
    UPSTREAM_TIMEOUT("UpstreamTimeout"),
    /// ... was cut off.
    CONNECTION_RESET("ConnectionReset"),
    /// ... had nobody to answer.
    CONNECTION_REFUSED("ConnectionRefused"),
    /// A statement failed or ran out of time.
    DATABASE_ERROR("DatabaseError");

    private final String errorType;

    Failure(String errorType) {
        this.errorType = errorType;
    }

    public String errorType() {
        return errorType;
    }
}
