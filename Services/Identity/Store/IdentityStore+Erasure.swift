import GRDB
import IdentityAPI
import MeshCore
import MeshStore

extension IdentityStore {
    /// Erases a person's account with its sessions, keys and known places, and what the trail tells of where they were.
    /// That something happened to this account, and when, stays in the trail until its time is over.
    ///
    /// - Returns: Whether there was such an account.
    /// - Throws: `StoreError`.
    func eraseAccount(_ id: Account.ID, entry: AuditEntry) async throws -> Bool {
        try await store.write { db in
            // Sessions, keys and places go with it, by their references.
            try db.execute(
                sql: "DELETE FROM account WHERE id = ? AND kind = 'person'", arguments: [id.description])
            let wasThere = db.changesCount == 1
            try db.execute(
                sql: """
                    UPDATE audit_entry SET source = NULL, user_agent = NULL
                    WHERE account_id = ? AND (source IS NOT NULL OR user_agent IS NOT NULL)
                    """, arguments: [id.description])
            if wasThere { try entry.insert(db) }
            return wasThere
        }
    }
}
