import IdentityAPI
import MeshCore

/// One line of the audit trail, written in the transaction of what it tells.
struct AuditEntry: Sendable, Equatable {
    let event: AuditEvent
    let at: Timestamp
    let account: Account.ID?
    let source: RequestSource
    /// What else there is to know: a session, a key, roles. Never a secret.
    let detail: String?

    init(_ event: AuditEvent, at: Timestamp, account: Account.ID?, source: RequestSource, detail: String? = nil) {
        self.event = event
        self.at = at
        self.account = account
        self.source = source
        self.detail = detail
    }
}
