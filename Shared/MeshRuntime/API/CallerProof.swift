import Hummingbird

/// A way in which requests prove who sends them.
protocol CallerProof: Sendable {
    /// Whether a request brings anything that is to prove its caller.
    func isOffered(in request: Request) -> Bool

    /// Who sent a request.
    ///
    /// - Parameter request: Its body may be collected, for a proof that covers it, and is there to be read again.
    /// - Throws: The error that refuses the request, in the words of the API.
    func principal(of request: inout Request) async throws -> Principal
}
