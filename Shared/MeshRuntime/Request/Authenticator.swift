/// Proves who a bearer credential belongs to.
package protocol Authenticator: Sendable {
    /// The caller behind a credential.
    ///
    /// - Parameter credential: What follows `Bearer` in `Authorization`.
    /// - Throws: ``AuthenticationFailure`` when it proves nothing or cannot be checked now.
    func principal(for credential: String) async throws -> Principal

    /// The caller behind a credential that has been proven already and still holds; nil for any other, which is to be asked about.
    func known(_ credential: String) -> Principal?

    /// Who signs requests within a scope (AWS Signature Version 4).
    ///
    /// - Throws: ``AuthenticationFailure`` when nobody does, or this cannot be found out now.
    func signer(in scope: SigningScope) async throws -> Signer
}

extension Authenticator {
    /// Nobody: for who remembers nothing.
    package func known(_ credential: String) -> Principal? { nil }

    /// Nobody: for services without operations of AWS's.
    package func signer(in scope: SigningScope) async throws -> Signer {
        throw AuthenticationFailure.invalid("signatures are not taken here")
    }
}

/// Why a credential was not taken.
package enum AuthenticationFailure: Error, Sendable, Equatable {
    /// Forged, malformed, revoked or unknown; the words are for the log.
    case invalid(String)
    case expired
    /// The proof cannot be checked now: its keys are not at hand.
    case unavailable(String)
}
