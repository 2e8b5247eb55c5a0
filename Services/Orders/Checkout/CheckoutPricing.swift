import CatalogAPI
import MeshCore
import OrdersAPI

/// Finds what the goods of a cart cost now, which is what they are sold for.
struct CheckoutPricing: Sendable {
    let catalog: CatalogClient

    /// The lines of the order and their sum.
    ///
    /// - Throws: ``OrdersError/linesRefused(_:)``; `ServiceRefusal`; `ExchangeFailure`.
    func price(_ cart: CheckoutCart, deadline: Deadline?) async throws -> (lines: [OrderLine], total: Money) {
        let quote = try await catalog.quote(
            QuotePrices(
                currency: cart.currency, channel: cart.channel, country: cart.country,
                lines: cart.lines.map { QuotePrices.Line(sku: $0.sku, quantity: $0.quantity) }),
            deadline: deadline)
        let problems = quote.lines.compactMap { line in
            line.problem.map {
                FieldError(field: line.sku, code: $0.rawValue, message: "This cannot be bought as it stands.")
            }
        }
        guard problems.isEmpty else { throw OrdersError.linesRefused(problems) }
        let lines = quote.lines.compactMap(Self.line)
        guard lines.map(\.quantity) == cart.lines.map(\.quantity) else {
            throw OrdersError.damagedRow("the quote of \(cart.id) has other lines than the cart")
        }
        var total = Money(amount: 0, currency: cart.currency)
        for line in lines { total = try total.adding(line.total) }
        return (lines, total)
    }

    private static func line(_ line: QuotedLine) -> OrderLine? {
        guard let product = line.productId, let unitPrice = line.unitPrice, let total = line.total else { return nil }
        return OrderLine(
            sku: line.sku, productId: product.description, title: line.title ?? line.sku, options: line.variant,
            quantity: line.quantity, unitPrice: unitPrice, total: total)
    }
}
