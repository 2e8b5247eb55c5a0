import GRDB
import MeshStore

/// Identity's tables: accounts, sessions, API keys, signing keys, counters of failures, and the audit trail.
///
/// It says what is stored and in which transactions; the rules are handed in as values of the model.
struct IdentityStore: Sendable {
    let store: Store

    /// Where a service keeps its file.
    static let fileName = "identity.sqlite"
}
