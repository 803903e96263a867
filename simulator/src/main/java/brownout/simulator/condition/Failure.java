// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.condition;

/// Why a server span or a call failed; `errorType` is what its log line says unless a [Symptom] has a
/// word of its own.
public enum Failure {
    NONE(""),
    /// No connection came free in time.
    POOL_TIMEOUT("DBConnectionTimeout"),
    /// The service's own fault.
    INTERNAL("InternalError"),
    /// Too much work was queued already.
    OVERLOADED("RejectedExecutionException"),
    /// It could not open one more file or socket.
    TOO_MANY_FILES("TooManyOpenFiles"),
    /// A call that it cannot do without answered with an error.
    UPSTREAM_ERROR("UpstreamError"),
    /// ... did not answer in time.
    UPSTREAM_TIMEOUT("UpstreamTimeout"),
    /// ... was cut off.
    CONNECTION_RESET("ConnectionReset"),
    /// ... had nobody to answer.
    CONNECTION_REFUSED("ConnectionRefused"),
    /// A statement or command failed or ran out of time.
    DATABASE_ERROR("DatabaseError"),
    /// A name could not be resolved.
    NAME_RESOLUTION("UnknownHostException"),
    /// The TLS handshake failed.
    HANDSHAKE("SSLHandshakeException"),
    /// The caller's breaker is open: the call was not made.
    BREAKER_OPEN("CallNotPermitted"),
    /// A message could not be published.
    PUBLISH_ERROR("PublishFailed"),
    /// A cache is full and takes nothing more.
    OUT_OF_MEMORY("RedisCommandExecutionException"),
    /// A cache has just started and is not ready.
    LOADING("RedisLoadingException"),
    /// A message could not be read.
    UNREADABLE("SerializationException"),
    /// A row that was written a moment ago is not there yet.
    NOT_FOUND("NotFound"),
    /// The database server shuts down, starts, or is being replaced.
    DATABASE_UNAVAILABLE("DatabaseUnavailable"),
    /// It takes no writes.
    READ_ONLY("ReadOnlyTransaction"),
    /// A volume of it is full.
    NO_SPACE("DiskFull"),
    /// Two transactions waited for each other, and this one had to give way.
    DEADLOCK("DeadlockDetected"),
    /// A callee said that it had been asked too often.
    QUOTA_EXCEEDED("TooManyRequests");

    private final String errorType;

    Failure(String errorType) {
        this.errorType = errorType;
    }

    /// Whether it is a database server that says so.
    public boolean isOfDatabase() {
        return this == DATABASE_UNAVAILABLE
                || this == READ_ONLY
                || this == NO_SPACE
                || this == DEADLOCK;
    }

    public String errorType() {
        return errorType;
    }
}
