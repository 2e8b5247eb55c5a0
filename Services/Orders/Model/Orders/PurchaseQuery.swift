import MeshCore

/// Which purchases a list holds; what is nil does not matter.
struct PurchaseQuery: Sendable, Equatable {
    var account: String?
    /// Bought at this time or later.
    var since: Timestamp?

    /// What a cursor of this list is bound to.
    var scope: String { "purchases \(account ?? "") \(since?.description ?? "")" }
}
