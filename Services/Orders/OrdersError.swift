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
    /// The rules of returns and refunds do not allow it.
    case refused(code: String, detail: String)
    /// More is to be given back than is left.
    case refundTooLarge(left: Money)
    /// The order has no invoice, because it was never paid.
    case noInvoice
    /// There is no checkout of this id, or it is not the caller's.
    case checkoutNotFound
    /// The cart is being checked out.
    case checkoutInProgress
    /// There is nothing in the cart.
    case cartEmpty
    /// The cart was changed while it was priced.
    case cartChanged
    /// Lines of the cart cannot be bought.
    case linesRefused([FieldError])
    /// The goods cost something else than the buyer was shown.
    case priceChanged(Money)
    /// It is too late to end the checkout: its order is placed.
    case checkoutTooLate
    /// The idempotency key is missing.
    case keyMissing
    /// The idempotency key was used for another request.
    case keyReused
    /// What was sent breaks rules that its schema cannot tell.
    case invalid([FieldError])
    /// Another instance has taken the request over, because this one took so long.
    case overtaken
    /// A row does not hold what the schema says.
    case damagedRow(String)
}
