import Crypto
import FoundationEssentials
import HTTPTypes
import JWTKit
import Logging
import MeshCore
import MeshTransport
import NIOCore
import Synchronization

/// Proves callers by identity's access tokens, verified here against its published keys, and by API keys, which identity is asked about.
///
/// Keys are fetched when they are first needed and when a token names one that is not known, at most once in ten seconds; the
/// ones at hand stay good while identity is away. What was proven is remembered for a while, by the credential's digest.
final class MeshAuthenticator: Authenticator {
    private struct Known {
        let principal: Principal
        let until: MonotonicInstant
    }

    /// How far clocks may be apart.
    private static let leeway: Int64 = 60
    /// A token that names an unknown key makes at most one fetch in this time.
    private static let fetchPause = Duration.seconds(10)
    /// Keys are looked at again after this time, so that one that was taken back goes.
    private static let keysGoodFor = Duration.seconds(300)
    /// How long a proven credential is believed without looking again: as long as a revoked API key may go on.
    private static let believedFor = Duration.seconds(30)
    /// Some 200 bytes each.
    private static let knownLimit = 10_000
    private static let answerLimit = 64 * 1024
    private static let apiKeyPrefix = "ork_"

    private let identity: ServiceClient
    private let clock: any WallClock
    private let logger: Logger
    private let keys = Mutex<KeySet?>(nil)
    private let lastFetch = Mutex<MonotonicInstant?>(nil)
    private let known = Mutex<[SHA256Digest: Known]>([:])

    init(identity: ServiceClient, clock: any WallClock = SystemWallClock(), logger: Logger) {
        self.identity = identity
        self.clock = clock
        self.logger = logger
    }

    func principal(for credential: String) async throws -> Principal {
        guard credential.utf8.count <= 8192 else { throw AuthenticationFailure.invalid("the credential is too long") }
        let digest = SHA256.hash(data: Data(credential.utf8))
        if let principal = remembered(digest) { return try current(principal) }
        let principal =
            credential.hasPrefix(Self.apiKeyPrefix) ? try await holder(of: credential) : try await bearer(of: credential)
        remember(principal, as: digest)
        return try current(principal)
    }

    // MARK: Tokens

    private func bearer(of token: String) async throws -> Principal {
        guard let id = Self.keyID(of: token) else { throw AuthenticationFailure.invalid("no token of ours") }
        let set = try await keySet(holding: id)
        guard set.contains(id) else { throw AuthenticationFailure.invalid("the token names an unknown key") }
        let claims: AccessClaims
        do {
            claims = try await set.claims(of: token)
        } catch {
            throw AuthenticationFailure.invalid("\(error)")
        }
        let now = clock.now().secondsSince1970
        guard claims.iss == AccessClaims.issuer, claims.iat <= now + Self.leeway else {
            throw AuthenticationFailure.invalid("the token is another issuer's, or not good yet")
        }
        return Principal(
            subject: claims.sub, roles: Set(claims.roles),
            scopes: Set((claims.scope ?? "").split(separator: " ").map(String.init)), session: claims.sid,
            credential: .accessToken, expiresAt: Timestamp(secondsSince1970: claims.exp))
    }

    /// The `kid` of a token's header; nil when it is no ES256 token. Nothing is believed of it but which key to try.
    private static func keyID(of token: String) -> String? {
        struct Header: Decodable {
            let alg: String
            let kid: String?
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.decode(String(parts[0])) else { return nil }
        // What is no JSON header is no token.
        guard let header = try? JSONDecoder().decode(Header.self, from: Data(bytes)), header.alg == "ES256" else { return nil }
        return header.kid
    }

    private func keySet(holding id: String) async throws -> KeySet {
        let now = MonotonicInstant.now()
        let present = keys.withLock { $0 }
        let isFresh = present.map { $0.contains(id) && $0.fetchedAt.advanced(by: Self.keysGoodFor) > now } ?? false
        if let present, isFresh || !mayFetch(at: now, first: false) { return present }
        if present == nil, !mayFetch(at: now, first: true) {
            throw AuthenticationFailure.unavailable("identity's keys are not at hand")
        }
        do {
            let set = try await fetchKeys()
            keys.withLock { $0 = set }
            return set
        } catch {
            logger.warning("Cannot fetch identity's keys", metadata: ["error": "\(error)"])
            if let present { return present }
            throw AuthenticationFailure.unavailable("identity's keys cannot be fetched")
        }
    }

    /// Without any keys a caller may ask as often as it likes: it would be refused otherwise.
    private func mayFetch(at now: MonotonicInstant, first: Bool) -> Bool {
        lastFetch.withLock { last in
            if !first, let last, last.advanced(by: Self.fetchPause) > now { return false }
            last = now
            return true
        }
    }

    private func fetchKeys() async throws -> KeySet {
        let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/.well-known/jwks.json")
        let response = try await identity.send(request, deadline: Deadline(after: .seconds(3), from: .now()))
        guard response.status == .ok else {
            throw AuthenticationFailure.unavailable("identity answered \(response.status.code)")
        }
        let body = try await response.collect(upTo: Self.answerLimit)
        return try await KeySet(json: Data(body.readableBytesView), at: .now())
    }

    // MARK: API keys

    private func holder(of key: String) async throws -> Principal {
        struct Question: Encodable { let key: String }
        struct Holder: Decodable {
            let subject: String
            let roles: [String]
            let scopes: [String]
            let expiresAt: Timestamp?
        }
        var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/internal/api-keys/verify")
        request.headerFields[.contentType] = "application/json"
        // A question may be asked again: the field says so to the client, which retries it on another instance.
        request.headerFields[.idempotencyKey] = "question"
        let response: ClientResponse
        let body: ByteBuffer
        do {
            response = try await identity.send(
                request, body: try MeshJSON.encode(Question(key: key)), deadline: Deadline(after: .seconds(3), from: .now()))
            body = try await response.collect(upTo: Self.answerLimit)
        } catch {
            throw AuthenticationFailure.unavailable("identity cannot be asked: \(error)")
        }
        switch response.status.code {
        case 200: break
        case 400..<500: throw AuthenticationFailure.invalid("identity knows no such key")
        default: throw AuthenticationFailure.unavailable("identity answered \(response.status.code)")
        }
        let holder = try JSONDecoder().decode(Holder.self, from: Data(body.readableBytesView))
        return Principal(
            subject: holder.subject, roles: Set(holder.roles), scopes: Set(holder.scopes), credential: .apiKey,
            expiresAt: holder.expiresAt)
    }

    // MARK: What was proven before

    private func current(_ principal: Principal) throws -> Principal {
        if let end = principal.expiresAt, end <= clock.now() { throw AuthenticationFailure.expired }
        return principal
    }

    private func remembered(_ digest: SHA256Digest) -> Principal? {
        let now = MonotonicInstant.now()
        return known.withLock { known in
            guard let entry = known[digest] else { return nil }
            if entry.until > now { return entry.principal }
            known[digest] = nil
            return nil
        }
    }

    private func remember(_ principal: Principal, as digest: SHA256Digest) {
        let now = MonotonicInstant.now()
        known.withLock { known in
            if known.count >= Self.knownLimit { known = known.filter { $0.value.until > now } }
            // A flood of different credentials within half a minute: start over rather than grow.
            if known.count >= Self.knownLimit { known.removeAll(keepingCapacity: true) }
            known[digest] = Known(principal: principal, until: now.advanced(by: Self.believedFor))
        }
    }
}
