import MeshCore
import OrdersAPI

/// What is done to an order.
enum OrderStep: Equatable, Sendable {
    /// Its money was taken.
    case pay(captured: Money)
    case ship(Tracking)
    case deliver
    case cancel(reason: String?)

    /// Where it leads.
    var state: OrderState {
        switch self {
        case .pay: .paid
        case .ship: .shipped
        case .deliver: .delivered
        case .cancel: .cancelled
        }
    }
}
