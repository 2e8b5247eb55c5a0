import GRDB
import IdentityAPI
import MeshCore

/// A row of `account`.
struct AccountRecord: Sendable, Equatable {
    let id: Account.ID
    let email: EmailAddress?
    let name: String?
    let passwordHash: PasswordHash?
    let roles: Set<Role>
    let createdAt: Timestamp

    /// The account as its owner sees it.
    var account: Account {
        Account(
            id: id, email: email?.text, name: name, roles: roles.sorted { $0.rawValue < $1.rawValue },
            createdAt: createdAt)
    }
}

extension AccountRecord: FetchableRecord {
    init(row: Row) throws {
        id = try row.id("id")
        email = (row["email"] as String?).flatMap(EmailAddress.init)
        name = row["name"]
        passwordHash = (row["password_hash"] as String?).flatMap(PasswordHash.init)
        roles = Self.roles(row["roles"])
        createdAt = Timestamp(milliseconds: row["created_at"])
    }

    /// Roles as they are stored: sorted words with spaces between them.
    static func text(_ roles: Set<Role>) -> String { roles.map(\.rawValue).sorted().joined(separator: " ") }

    private static func roles(_ text: String) -> Set<Role> {
        Set(text.split(separator: " ").compactMap { Role(rawValue: String($0)) })
    }
}
