import CatalogAPI
import Logging
import MeshCore
import MeshTransport
import OrdersAPI

/// The stock that the catalog keeps.
struct CatalogStock: StockKeeper {
    let catalog: CatalogClient
    let settings: CheckoutSettings
    let logger: Logger

    func reserve(_ checkout: CheckoutRecord) async throws(CancellationError) -> CheckoutEvent {
        let request = ReserveStock(
            reference: checkout.orderID.description,
            lines: checkout.content.lines.map { ReservationLine(sku: $0.sku, quantity: $0.quantity) },
            expiresIn: checkout.content.hold)
        return try await event(of: checkout) {
            switch try await catalog.reserve(checkout.reservationID, request, deadline: deadline) {
            case .reserved: .done
            case .ended: .refused(CheckoutRefusal(.reservationLost))
            case .insufficientStock(let shortages):
                .refused(CheckoutRefusal(.insufficientStock, errors: shortages.map(\.fieldError)))
            case .mismatch: .refused(CheckoutRefusal(.reservationLost, reason: "mismatch"))
            }
        }
    }

    func claim(_ checkout: CheckoutRecord) async throws(CancellationError) -> CheckoutEvent {
        try await event(of: checkout) {
            Self.event(of: try await catalog.claim(checkout.reservationID, deadline: deadline))
        }
    }

    func commit(_ checkout: CheckoutRecord) async throws(CancellationError) -> CheckoutEvent {
        try await event(of: checkout) {
            Self.event(of: try await catalog.commit(checkout.reservationID, deadline: deadline))
        }
    }

    func release(_ checkout: CheckoutRecord) async throws(CancellationError) -> CheckoutEvent {
        try await event(of: checkout) {
            switch try await catalog.release(checkout.reservationID, deadline: deadline) {
            case .done, .notFound, .refused(.released), .refused(.expired): .done
            case .refused(.committed): .refused(CheckoutRefusal(.reservationLost, reason: "committed"))
            }
        }
    }

    private var deadline: Deadline { Deadline(after: settings.callLimit, from: .now()) }

    /// What is sold already needs no claim and no second sale.
    private static func event(of outcome: ReservationOutcome) -> CheckoutEvent {
        switch outcome {
        case .done, .refused(.committed): .done
        case .refused(.released), .refused(.expired), .notFound: .refused(CheckoutRefusal(.reservationLost))
        }
    }

    private func event(
        of checkout: CheckoutRecord, _ call: () async throws -> CheckoutEvent
    ) async throws(CancellationError) -> CheckoutEvent {
        do {
            return try await call()
        } catch let cancellation as CancellationError {
            throw cancellation
        } catch {
            // A refusal of another kind than the catalog agreed on is a fault of somebody's: nothing is known by it.
            logger.warning(
                "The catalog gave no answer to a checkout",
                metadata: ["checkout.id": "\(checkout.id)", "error": "\(error)"])
            return .unknown
        }
    }
}
