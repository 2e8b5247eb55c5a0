import Crypto
package import MeshCore
import NIOCore
import Synchronization

/// Proves callers by identity's access tokens, which it verifies itself, and by API keys, which it asks identity about:
/// those that are sent, and those that sign.
///
/// What was proven is remembered: a token until it expires, a key for half a minute, so that one that is withdrawn is
/// refused soon after.
package final class TokenVerifier: Authenticator {
    private struct Proof: Sendable {
        /// Nil for a key that nobody holds.
        var principal: Principal?
        var until: Timestamp
    }

    private struct Holder: Decodable {
        let subject: String
        let roles: [String]
        let scopes: [String]
        let expiresAt: Timestamp?

        func principal(by credential: Principal.Credential) -> Principal {
            Principal(
                subject: subject, roles: Set(roles), scopes: Set(scopes), credential: credential, expiresAt: expiresAt)
        }
    }

    private struct SigningKey: Decodable {
        let signingKey: String
        let holder: Holder
    }

    private struct KnownSigner: Sendable {
        /// Nil for a client that there is not.
        var signer: Signer?
        var until: Timestamp
    }

    /// Entries of a generation, of some 300 bytes each.
    private static let rememberedLimit = 4000

    /// How long a token is believed without another look: as long as a signing key that was withdrawn may still do
    /// harm.
    private static let tokenLifetime = Duration.seconds(300)

    private static let keyLifetime = Duration.seconds(30)
    private static let keyPrefix = "ork_"

    private let source: any IdentitySource
    private let keys: KeySetKeeper
    private let clock: any WallClock
    private let proofs = Mutex(GenerationCache<SHA256Digest, Proof>(limit: rememberedLimit))

    private let signers = Mutex(GenerationCache<SigningScope, KnownSigner>(limit: rememberedLimit))

    /// - Parameters:
    ///   - source: Identity.
    ///   - clock: By which tokens expire.
    package init(source: any IdentitySource, clock: any WallClock = SystemWallClock()) {
        self.source = source
        self.clock = clock
        keys = KeySetKeeper(source: source)
    }

    package func known(_ credential: String) -> Principal? {
        guard credential.utf8.count <= AccessToken.sizeLimit else { return nil }
        return remembered(Self.digest(of: credential), at: clock.now())?.principal
    }

    package func principal(for credential: String) async throws -> Principal {
        // Longer than any token or key of ours, and nobody should pay for hashing it.
        guard credential.utf8.count <= AccessToken.sizeLimit else { throw AuthenticationFailure.invalid("too long") }
        let now = clock.now()
        let digest = Self.digest(of: credential)
        let proof: Proof
        if let known = remembered(digest, at: now) {
            proof = known
        } else {
            let isKey = credential.hasPrefix(Self.keyPrefix)
            proof =
                isKey
                ? try await holder(of: credential, at: now) : try await bearer(of: credential, digest, at: now)
            proofs.withLock { $0.insert(proof, for: digest) }
        }
        guard let principal = proof.principal else { throw AuthenticationFailure.invalid("unknown API key") }
        return principal
    }

    private func remembered(_ digest: SHA256Digest, at now: Timestamp) -> Proof? {
        guard let proof = proofs.withLock({ $0[digest] }), proof.until > now else { return nil }
        return proof
    }

    private static func digest(of credential: String) -> SHA256Digest {
        var (credential, hash) = (credential, SHA256())
        // The bytes are read within the call.
        credential.withUTF8 { unsafe hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return hash.finalize()
    }

    private func bearer(of credential: String, _ digest: SHA256Digest, at now: Timestamp) async throws -> Proof {
        let token = try AccessToken(credential)
        let key = try await keys.key(token.keyID)
        // A crowd with one token has waited for the keys together; the first of it has proven the token for all.
        if let known = remembered(digest, at: now) { return known }
        let principal = try token.principal(verifiedBy: key, at: now)
        let limit = now + Self.tokenLifetime
        return Proof(principal: principal, until: min(limit, principal.expiresAt ?? limit))
    }

    private func holder(of credential: String, at now: Timestamp) async throws -> Proof {
        // Keys of ours are shorter, and nobody is asked about what cannot be one.
        guard credential.utf8.count <= 256 else { throw AuthenticationFailure.invalid("too long for an API key") }
        let limit = now + Self.keyLifetime
        let answer = try await ask { try await source.holder(ofKey: credential) }
        // Remembered as well, or a flood of one wrong key would become a flood at identity.
        guard let answer else { return Proof(principal: nil, until: limit) }
        let holder = try MeshJSON.decode(Holder.self, from: answer)
        return Proof(principal: holder.principal(by: .apiKey), until: min(limit, holder.expiresAt ?? limit))
    }

    package func signer(in scope: SigningScope) async throws -> Signer {
        guard scope.isPlausible else { throw AuthenticationFailure.invalid("no access key of ours") }
        let now = clock.now()
        let known: KnownSigner
        if let remembered = signers.withLock({ $0[scope] }), remembered.until > now {
            known = remembered
        } else {
            known = try await signer(in: scope, at: now)
            signers.withLock { $0.insert(known, for: scope) }
        }
        guard let signer = known.signer else { throw AuthenticationFailure.invalid("unknown access key") }
        return signer
    }

    private func signer(in scope: SigningScope, at now: Timestamp) async throws -> KnownSigner {
        let limit = now + Self.keyLifetime
        let answer = try await ask { try await source.signingKey(in: scope) }
        // Remembered as well, as an unknown bearer key is.
        guard let answer else { return KnownSigner(signer: nil, until: limit) }
        let derived = try MeshJSON.decode(SigningKey.self, from: answer)
        guard let key = Base64URL.decode(derived.signingKey) else {
            throw AuthenticationFailure.unavailable("identity's signing key cannot be read")
        }
        let signer = Signer(principal: derived.holder.principal(by: .signature), signingKey: key)
        return KnownSigner(signer: signer, until: min(limit, derived.holder.expiresAt ?? limit))
    }

    private func ask(_ question: () async throws -> ByteBuffer?) async throws -> ByteBuffer? {
        do {
            return try await question()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw AuthenticationFailure.unavailable("identity cannot be asked: \(error)")
        }
    }
}
