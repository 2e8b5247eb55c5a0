/// What the audit trail tells of.
enum AuditEvent: String, Sendable, CaseIterable {
    case accountCreated = "account.created"
    case accountErased = "account.erased"
    case rolesChanged = "account.roles_changed"
    case loginSucceeded = "login.succeeded"
    case loginFailed = "login.failed"
    /// A refresh token was used again after its time: the session was ended for all its holders.
    case refreshReused = "refresh.reused"
    case sessionEnded = "session.ended"
    case keyCreated = "api_key.created"
    case keyRevoked = "api_key.revoked"
    /// The supervisor got an access token for the operator.
    case operatorTokenIssued = "operator_token.issued"
}
