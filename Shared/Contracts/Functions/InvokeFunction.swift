package import NIOCore

/// A call of a function.
package struct InvokeFunction: Sendable {
    /// Whether its answer is waited for.
    package enum Kind: String, Sendable, Hashable {
        /// Until the handler has answered.
        case requestResponse = "RequestResponse"
        /// Until it is certain that the handler will be called.
        case event = "Event"
        /// Nothing is called; only whether it could be is said.
        case dryRun = "DryRun"
    }

    /// Its name, or its ARN, which may name a version or an alias.
    package var function: String
    /// A version or an alias; nil for what the name says, else `$LATEST`.
    package var qualifier: String?
    package var kind = Kind.requestResponse
    /// A JSON document.
    package var payload: ByteBuffer
    /// The same for each repetition of the same call: the handler finds the invocation's id to be the same, and an event is
    /// taken once. Nil for a call that is never repeated.
    package var idempotencyKey: String?
    /// A JSON document for the handler's context; nil for none.
    package var clientContext: String?

    package init(
        function: String, qualifier: String? = nil, kind: Kind = .requestResponse, payload: ByteBuffer,
        idempotencyKey: String? = nil, clientContext: String? = nil
    ) {
        self.function = function
        self.qualifier = qualifier
        self.kind = kind
        self.payload = payload
        self.idempotencyKey = idempotencyKey
        self.clientContext = clientContext
    }
}
