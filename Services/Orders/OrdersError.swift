import MeshCore
import OrdersAPI

/// Everything that can go wrong in orders, apart from what the store says.
enum OrdersError: Error, Equatable {
    /// There is no cart of this id, or it is not the caller's.
    case cartNotFound
    /// The cart is no longer open.
    case cartClosed(CartState)
    /// The cart has as many lines as it may have.
    case cartFull
    /// The line cannot be put into the cart.
    case lineRefused(sku: String, LineProblem)
    /// There is no order of this id, or it is not the caller's.
    case orderNotFound
    /// The order cannot go there from where it stands.
    case notAllowed(OrderState, from: OrderState)
    /// Somebody else changed the order in between.
    case orderChanged
    /// There is no such return of this order.
    case returnNotFound
    /// The return was decided the other way.
    case returnSettled(ReturnState)
    /// Goods cannot come back: not delivered, too late, or more than were bought.
    case returnRefused(code: String, detail: String)
    /// More is to be given back than is left.
    case refundTooLarge(left: Money)
    /// The order has no invoice, because it was never paid.
    case noInvoice
    /// What was sent breaks rules that its schema cannot tell.
    case invalid([FieldError])
    /// Another instance has taken the request over, because this one took so long.
    case overtaken
    /// A row does not hold what the schema says.
    case damagedRow(String)
}
