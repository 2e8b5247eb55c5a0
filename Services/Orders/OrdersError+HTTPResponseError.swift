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
        case .refused(let code, let detail): .conflict(detail, code: code)
        case .refundTooLarge(let left):
            .conflict(
                "At most \(left.amount) minor units of \(left.currency) can be given back.", code: "refund_too_large")
        case .noInvoice: .notFound("The order has no invoice: it was not paid.", code: "no_invoice")
        case .checkoutNotFound: .notFound("There is no such checkout, or the Cart-Secret is not its.")
        case .checkoutInProgress:
            .conflict("This cart is being checked out.", code: "checkout_in_progress")
        case .cartEmpty: .conflict("There is nothing in this cart.", code: "cart_empty")
        case .cartChanged: .conflict("The cart has just changed; read it again.", code: "cart_changed")
        case .linesRefused(let errors): Self.linesRefused(errors)
        case .priceChanged(let total): Self.priceChanged(total)
        case .checkoutTooLate:
            .conflict("The order is placed; cancel the order instead.", code: "checkout_too_late")
        case .keyMissing:
            .badRequest(
                "Send an Idempotency-Key header, so that a repetition does no harm.", code: "idempotency_key_required")
        case .keyReused:
            .unprocessable("This Idempotency-Key was used for another request.", code: "idempotency_key_reused")
        case .invalid(let errors): .validation(errors)
        case .overtaken:
            .conflict("A request with this Idempotency-Key is being carried out.", code: "idempotency_in_progress")
        case .damagedRow: .internalError()
        }
    }

    private static func linesRefused(_ errors: [FieldError]) -> Problem {
        var problem = Problem.conflict("Some of this cannot be bought now.", code: "lines_refused")
        problem.errors = errors
        return problem
    }

    private static func priceChanged(_ total: Money) -> Problem {
        var problem = Problem.conflict(
            "The goods cost \(total.amount) minor units of \(total.currency) now.", code: "price_changed")
        problem.errors = [
            FieldError(field: "expectedTotal", code: "price_changed", message: "\(total.amount) \(total.currency)")
        ]
        return problem
    }

    var cause: (any Error)? {
        switch self {
        case .damagedRow(let detail): DamagedRow(detail: detail)
        case .cartNotFound, .cartClosed, .cartFull, .lineRefused, .orderNotFound, .notAllowed, .orderChanged,
            .returnNotFound, .returnSettled, .refused, .refundTooLarge, .noInvoice, .checkoutNotFound,
            .checkoutInProgress, .cartEmpty, .cartChanged, .linesRefused, .priceChanged, .checkoutTooLate, .keyMissing,
            .keyReused, .invalid, .overtaken:
            nil
        }
    }
}

/// A row that cannot be read, as the log shows it.
private struct DamagedRow: Error {
    let detail: String
}
