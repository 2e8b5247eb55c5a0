/// Where the answers of requests with an `Idempotency-Key` are kept, for all instances of a service.
package protocol IdempotencyStore: Sendable {
    /// Claims a key.
    ///
    /// - Parameters:
    ///   - key: The caller's key, made unique by caller and operation.
    ///   - fingerprint: A digest of the request, so that a key used for another request is noticed.
    func begin(key: String, fingerprint: String) async throws -> IdempotencyClaim

    /// Keeps the answer under a claimed key.
    func finish(key: String, answer: StoredAnswer) async throws

    /// Gives a claimed key back: the request was not done, and may be sent again.
    func abandon(key: String) async throws
}

/// What became of a claim.
package enum IdempotencyClaim: Sendable {
    /// The request is to be done.
    case new
    /// It was done: this was the answer.
    case replay(StoredAnswer)
    /// It is being done right now.
    case inProgress
    /// The key was used for another request.
    case mismatch
}

/// An answer as it is kept.
package struct StoredAnswer: Sendable, Codable, Equatable {
    package var status: Int
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
