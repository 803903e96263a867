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
    OVERLOADED("ServiceOverloaded"),
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
    /// A callee said that it had been asked too often.
    QUOTA_EXCEEDED("TooManyRequests");

    private final String errorType;

    Failure(String errorType) {
        this.errorType = errorType;
    }

    public String errorType() {
        return errorType;
    }
}
