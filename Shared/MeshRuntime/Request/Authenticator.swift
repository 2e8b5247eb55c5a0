/// Proves who a bearer credential belongs to.
package protocol Authenticator: Sendable {
    /// The caller behind a credential.
    ///
    /// - Parameter credential: What follows `Bearer` in `Authorization`.
    /// - Throws: ``AuthenticationFailure`` when it proves nothing or cannot be checked now.
    func principal(for credential: String) async throws -> Principal
}

/// Why a credential was not taken.
package enum AuthenticationFailure: Error, Sendable, Equatable {
    /// Forged, malformed, revoked or unknown; the words are for the log.
    case invalid(String)
    case expired
    /// The proof cannot be checked now: its keys are not at hand.
    case unavailable(String)
}
