import MeshCore

/// An invocation of a function.
struct FunctionCall: Sendable {
    /// Its name or its ARN.
    let function: String
    let payload: String
    /// The same whenever this attempt is made.
    let idempotencyToken: String
    /// When nobody waits any more.
    let deadline: Timestamp?
    var qualifier: String?
    var invocationType: String?
    var clientContext: String?

    init(function: String, payload: String, idempotencyToken: String, deadline: Timestamp?) {
        self.function = function
        self.payload = payload
        self.idempotencyToken = idempotencyToken
        self.deadline = deadline
    }
}
