import Crypto
import IdentityAPI
import MeshCore
import Synchronization

/// Makes, lists, deletes and recognises API keys.
final class KeyKeeper: Sendable {
    private let store: IdentityStore
    private let vault: KeyVault
    private let clock: any WallClock
    private let random: RandomBytes
    private let limit: Int
    private let uses: Mutex<LastUseBuffer>

    /// A year: long enough for a key in a configuration file, and an end all the same.
    static let standardLifetime: Duration = .seconds(365 * 86_400)

    /// - Parameters:
    ///   - limit: Keys of an account.
    ///   - remembered: Uses that are gathered before they are written.
    init(store: IdentityStore, vault: KeyVault, clock: any WallClock, random: RandomBytes, limit: Int, remembered: Int)
    {
        self.store = store
        self.vault = vault
        self.clock = clock
        self.random = random
        self.limit = limit
        self.uses = Mutex(LastUseBuffer(limit: remembered))
    }

    /// Makes a key for an account. Its secret is in the answer and nowhere else.
    ///
    /// - Parameters:
    ///   - request: What it is for.
    ///   - account: Whose it is.
    ///   - source: From where it was asked for.
    ///   - keeping: Makes the answer that is kept for a repetition of the request; nil when none is to be.
    /// - Throws: `IdentityError.scopeNotGranted`, `tooManyKeys`; `StoreError`.
    func create(
        _ request: CreateAPIKey, for account: Account.ID, from source: RequestSource,
        keeping: KeptAnswer.Maker<CreatedAPIKey>? = nil
    ) async throws -> CreatedAPIKey {
        guard let owner = try store.account(account) else { throw IdentityError.accountNotFound }
        let scopes = KeyScope.normalised(request.scopes ?? [])
        if let scope = KeyScope.ungranted(scopes, roles: owner.roles) { throw IdentityError.scopeNotGranted(scope) }
        let now = clock.now()
        let draft = Draft(
            id: .make(), account: account, name: request.name, scopes: scopes, createdAt: now,
            expiresAt: now + (request.expiresIn.map { .seconds($0) } ?? Self.standardLifetime))
        let (record, bearer, secret) =
            switch request.kind ?? .bearer {
            case .bearer: bearerKey(draft)
            case .aws: try awsKey(draft)
            }
        let entry = AuditEntry(.keyCreated, at: now, account: account, source: source, detail: record.id.description)
        let created = CreatedAPIKey(record.key, bearer: bearer, secretAccessKey: secret)
        try await store.insertKey(record, limit: limit, entry: entry, kept: try await keeping?(created))
        return created
    }

    /// The keys of an account.
    func list(of account: Account.ID) async throws -> APIKeyList {
        // Twice the limit: expired keys stay in the list until they are swept.
        APIKeyList(items: try await store.keys(of: account, limit: 2 * limit).map(\.key))
    }

    /// The newest key for AWS clients of a name that is good for some time yet, with its secret; nil when there is none.
    ///
    /// - Throws: `IdentityError.sealed`; `StoreError`.
    func awsKey(named name: String, of account: Account.ID, goodFor margin: Duration) async throws -> IssuedAWSKey? {
        let end = clock.now() + margin
        for key in try await store.keys(of: account, limit: 2 * limit) where key.name == name && key.expiresAt > end {
            guard case .sealed(let id, let sealed) = key.secret else { continue }
            let secret = try vault.open(sealed, for: .awsSecret, named: id)
            return IssuedAWSKey(
                accessKeyId: id, secretAccessKey: String(decoding: secret, as: UTF8.self), expiresAt: key.expiresAt)
        }
        return nil
    }

    /// Deletes a key. Services that have verified it shortly before take it for some seconds more, until they ask again.
    ///
    /// - Throws: `IdentityError.keyNotFound`.
    func delete(_ id: APIKey.ID, of account: Account.ID, from source: RequestSource) async throws {
        let entry = AuditEntry(.keyRevoked, at: clock.now(), account: account, source: source, detail: id.description)
        guard try await store.deleteKey(id, of: account, entry: entry) else { throw IdentityError.keyNotFound }
    }

    /// Who holds a bearer key; nil when it is unknown or has expired.
    ///
    /// - Throws: `StoreError`.
    func verify(_ text: String) throws -> VerifiedAPIKey? {
        guard let secret = APIKeyCredential.bearerSecret(text),
            let (key, account) = try store.key(secretHash: Self.hash(secret))
        else { return nil }
        return admitted(key, account)
    }

    /// The key with which signatures of an AWS client are verified for one day, region and service; nil when the client is unknown or
    /// its key has expired (AWS Signature Version 4, "derive a signing key").
    ///
    /// - Throws: `IdentityError.sealed`; `StoreError`.
    func signingKey(_ request: DeriveSigningKey) throws -> DerivedSigningKey? {
        guard let (key, account) = try store.key(accessKeyID: request.accessKeyId),
            case .sealed(let name, let sealed) = key.secret,
            let holder = admitted(key, account)
        else { return nil }
        let secret = try vault.open(sealed, for: .awsSecret, named: name)
        let derived = [request.date, request.region, request.service, "aws4_request"].reduce(
            Array("AWS4".utf8) + secret
        ) { key, part in
            Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: SymmetricKey(data: key)))
        }
        return DerivedSigningKey(signingKey: Base64Alphabet.url.encode(derived), holder: holder)
    }

    /// Writes the uses gathered since the last time.
    func flushUses() async throws {
        let gathered = uses.withLock { $0.drain() }
        do {
            try await store.recordUses(gathered)
        } catch {
            // They are put back for the next time; newer ones win.
            uses.withLock { uses in
                for (key, time) in gathered { uses.used(key, at: time) }
            }
            throw error
        }
    }

    private func admitted(_ key: APIKeyRecord, _ account: AccountRecord) -> VerifiedAPIKey? {
        let now = clock.now()
        guard key.expiresAt > now else { return nil }
        uses.withLock { $0.used(key.id, at: now) }
        let roles = KeyScope.roles(of: key.scopes, account: account.roles)
        return VerifiedAPIKey(
            keyId: key.id, subject: account.id, roles: roles.sorted { $0.rawValue < $1.rawValue }, scopes: key.scopes,
            expiresAt: key.expiresAt)
    }

    /// What all kinds of keys have.
    private struct Draft {
        let id: APIKey.ID
        let account: Account.ID
        let name: String
        let scopes: [String]
        let createdAt: Timestamp
        let expiresAt: Timestamp

        func record(_ secret: APIKeyRecord.Secret, hint: String?) -> APIKeyRecord {
            APIKeyRecord(
                id: id, account: account, name: name, secret: secret, hint: hint, scopes: scopes, createdAt: createdAt,
                expiresAt: expiresAt, lastUsedAt: nil)
        }
    }

    private func bearerKey(_ draft: Draft) -> (APIKeyRecord, bearer: String?, secret: String?) {
        let secret = random.bytes(APIKeyCredential.secretLength)
        let text = APIKeyCredential.bearer(secret)
        return (draft.record(.hash(Self.hash(secret)), hint: String(text.suffix(4))), text, nil)
    }

    private func awsKey(_ draft: Draft) throws(IdentityError) -> (APIKeyRecord, bearer: String?, secret: String?) {
        let name = APIKeyCredential.accessKeyID(random.bytes(10))
        let secret = APIKeyCredential.secretAccessKey(random.bytes(30))
        let sealed = try vault.seal(Array(secret.utf8), for: .awsSecret, named: name)
        return (draft.record(.sealed(accessKeyID: name, sealed), hint: nil), nil, secret)
    }

    private static func hash(_ secret: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: secret)) }
}
