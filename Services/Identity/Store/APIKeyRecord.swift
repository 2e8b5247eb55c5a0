import FoundationEssentials
import GRDB
import IdentityAPI
import MeshCore

/// A row of `api_key`.
struct APIKeyRecord: Sendable, Equatable {
    /// How the secret is kept.
    enum Secret: Sendable, Equatable {
        /// SHA-256 of a bearer key's secret: with 256 random bits nothing slower is called for.
        case hash([UInt8])
        /// The secret of an AWS client, sealed, because Signature Version 4 computes with the secret itself.
        case sealed(accessKeyID: String, [UInt8])
    }

    let id: APIKey.ID
    let account: Account.ID
    let name: String
    let secret: Secret
    let hint: String?
    let scopes: [String]
    let createdAt: Timestamp
    let expiresAt: Timestamp
    let lastUsedAt: Timestamp?

    /// The key as its owner sees it.
    var key: APIKey {
        let (kind, accessKeyID): (APIKeyKind, String?) =
            switch secret {
            case .hash: (.bearer, nil)
            case .sealed(let accessKeyID, _): (.aws, accessKeyID)
            }
        return APIKey(
            id: id, name: name, kind: kind, scopes: scopes, hint: hint, accessKeyId: accessKeyID, createdAt: createdAt,
            expiresAt: expiresAt, lastUsedAt: lastUsedAt)
    }
}

extension APIKeyRecord: FetchableRecord {
    init(row: Row) throws {
        id = try row.id("id")
        account = try row.id("account_id")
        name = row["name"]
        if let hash = row["secret_hash"] as Data? {
            secret = .hash(Array(hash))
        } else if let accessKeyID = row["access_key_id"] as String?, let sealed = row["secret_sealed"] as Data? {
            secret = .sealed(accessKeyID: accessKeyID, Array(sealed))
        } else {
            throw IdentityError.damagedRow("an API key has no secret")
        }
        hint = row["hint"]
        scopes = (row["scopes"] as String).split(separator: " ").map(String.init)
        createdAt = Timestamp(milliseconds: row["created_at"])
        expiresAt = Timestamp(milliseconds: row["expires_at"])
        lastUsedAt = row.timestamp("last_used_at")
    }

    func insert(_ db: Database) throws {
        let (hash, accessKeyID, sealed): (Data?, String?, Data?) =
            switch secret {
            case .hash(let hash): (Data(hash), nil, nil)
            case .sealed(let accessKeyID, let sealed): (nil, accessKeyID, Data(sealed))
            }
        try db.execute(
            sql: """
                INSERT INTO api_key (id, account_id, name, kind, secret_hash, access_key_id, secret_sealed, hint, scopes, created_at,
                    expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id.description, account.description, name, key.kind.rawValue, hash, accessKeyID, sealed, hint,
                scopes.joined(separator: " "), createdAt.milliseconds, expiresAt.milliseconds,
            ])
    }
}
