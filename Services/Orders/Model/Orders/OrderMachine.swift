import MeshCore
import OrdersAPI

/// Which steps an order may take, and what each asks for:
///
///     placed → paid → shipped → delivered
///        ↘       ↘
///        cancelled
///
/// An order is placed while its payment is being captured, which only checkout brings to an end; once it is paid, buyer
/// and admins may cancel it until it is shipped.
enum OrderMachine {
    /// What a step from a state asks for; nil when it is not allowed there.
    static func transition(from state: OrderState, by step: OrderStep) -> OrderTransition? {
        switch (state, step) {
        case (.placed, .pay): OrderTransition(change: .paid, money: .nothing, stock: .nothing)
        case (.placed, .cancel): OrderTransition(change: .cancelled, money: .void, stock: .release)
        case (.paid, .ship): OrderTransition(change: .shipped, money: .nothing, stock: .nothing)
        case (.paid, .cancel): OrderTransition(change: .cancelled, money: .refund, stock: .restock)
        case (.shipped, .deliver): OrderTransition(change: .delivered, money: .nothing, stock: .nothing)
        case (.placed, .ship), (.placed, .deliver), (.paid, .pay), (.paid, .deliver), (.shipped, .pay),
            (.shipped, .ship), (.shipped, .cancel), (.delivered, _), (.cancelled, _):
            nil
        }
    }

    /// The order after a step, and what the step asks for.
    ///
    /// - Parameters:
    ///   - step: What is done.
    ///   - order: As it is stored.
    ///   - now: When it is done.
    /// - Throws: ``OrdersError/notAllowed(_:from:)``.
    static func take(
        _ step: OrderStep, on order: Order, at now: Timestamp
    ) throws(OrdersError) -> (order: Order, transition: OrderTransition) {
        guard let transition = transition(from: order.state, by: step) else {
            throw .notAllowed(step.state, from: order.state)
        }
        var order = order
        // A clock that stepped back must not turn the order of changes round.
        let now = max(now, order.updatedAt)
        order.state = step.state
        order.updatedAt = now
        order.version += 1
        switch step {
        case .pay(let captured):
            order.payment.captured = captured
            order.paidAt = now
        case .ship(let tracking):
            order.tracking = tracking
            order.shippedAt = now
        case .deliver:
            order.deliveredAt = now
        case .cancel(let reason):
            order.cancelReason = reason
            order.cancelledAt = now
        }
        return (order, transition)
    }
}
