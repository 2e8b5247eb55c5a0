import FoundationEssentials
import JWTKit
import MeshCore

/// The keys that verify access tokens, at one moment (RFC 7517).
struct KeySet: Sendable {
    private let collection: JWTKeyCollection
    private let ids: Set<String>
    let fetchedAt: MonotonicInstant

    /// Reads identity's answer. Only ES256 keys are taken, whatever else stands there, so that a token cannot choose a weaker way.
    ///
    /// - Throws: When the document is none.
    init(json: Data, at now: MonotonicInstant) async throws {
        let document = try JSONDecoder().decode(JWKS.self, from: json)
        let keys = document.keys.filter { $0.algorithm == .es256 && $0.keyIdentifier != nil }
        collection = try await JWTKeyCollection().add(jwks: JWKS(keys: keys))
        ids = Set(keys.compactMap { $0.keyIdentifier?.string })
        fetchedAt = now
    }

    func contains(_ id: String) -> Bool { ids.contains(id) }

    /// Checks the signature alone; the claims are the caller's to judge, who has a clock.
    ///
    /// - Throws: `JWTError` when it does not hold.
    func claims(of token: String) async throws -> AccessClaims {
        try await collection.verify(token, as: AccessClaims.self)
    }
}
