import MeshCore
import OrdersAPI

/// Which orders a list holds; what is nil does not matter.
struct OrderQuery: Sendable, Equatable {
    var state: OrderState?
    var account: String?
    var email: String?
    /// Placed at this time or later.
    var since: Timestamp?

    /// What a cursor of this list is bound to.
    var scope: String {
        "orders \(state?.rawValue ?? "") \(account ?? "") \(email ?? "") \(since?.description ?? "")"
    }
}
