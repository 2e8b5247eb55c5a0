import MeshCore
import MeshRuntime
import OrdersAPI

/// The one place where the errors of orders become answers.
extension OrdersError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .cartNotFound: .notFound("There is no such cart, or the Cart-Secret is not its.")
        case .cartClosed(let state): .conflict("The cart is no longer open.", code: "cart_\(state.rawValue)")
        case .cartFull:
            .unprocessable("A cart has at most \(OrdersFields.lineLimit) lines.", code: "cart_full")
        case .lineRefused(let sku, let problem):
            .unprocessable("\(sku) cannot be put into this cart.", code: problem.rawValue)
        case .orderNotFound: .notFound("There is no such order, or the Order-Secret is not its.")
        case .notAllowed(let target, let state):
            .conflict(
                "An order that is \(state.rawValue) cannot become \(target.rawValue).", code: "order_\(state.rawValue)")
        case .orderChanged: .conflict("The order has just changed; read it again.", code: "order_changed")
        case .returnNotFound: .notFound("There is no such return of this order.")
        case .returnSettled(let state):
            .conflict("The return was \(state.rawValue) already.", code: "return_\(state.rawValue)")
        case .returnRefused(let code, let detail): .conflict(detail, code: code)
        case .refundTooLarge(let left):
            .conflict(
                "At most \(left.amount) minor units of \(left.currency) can be given back.", code: "refund_too_large")
        case .noInvoice: .notFound("The order has no invoice: it was not paid.", code: "no_invoice")
        case .invalid(let errors): .validation(errors)
        case .overtaken:
            .conflict("A request with this Idempotency-Key is being carried out.", code: "idempotency_in_progress")
        case .damagedRow: .internalError()
        }
    }

    var cause: (any Error)? {
        switch self {
        case .damagedRow(let detail): DamagedRow(detail: detail)
        case .cartNotFound, .cartClosed, .cartFull, .lineRefused, .orderNotFound, .notAllowed, .orderChanged,
            .returnNotFound, .returnSettled, .returnRefused, .refundTooLarge, .noInvoice, .invalid, .overtaken:
            nil
        }
    }
}

/// A row that cannot be read, as the log shows it.
private struct DamagedRow: Error {
    let detail: String
}
