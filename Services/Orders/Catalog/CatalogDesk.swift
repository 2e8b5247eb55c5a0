import CatalogAPI
import Logging
import MeshCore
import MeshTransport
import OrdersAPI

/// What orders ask of the catalog beside reservations: what a cart costs, and to take goods back.
struct CatalogDesk: Sendable {
    let client: CatalogClient
    /// How long a buyer who looks at a cart waits for its prices.
    let patience: Duration
    let logger: Logger

    /// What the lines of a cart cost now, and how many there are; nil when the catalog cannot be asked in time.
    ///
    /// - Throws: `CancellationError`.
    func quote(_ cart: StoredCart) async throws -> [QuotedUnit]? {
        guard !cart.lines.isEmpty else { return [] }
        let request = QuotePrices(
            currency: cart.currency, channel: cart.channel, country: cart.country,
            lines: cart.lines.map { QuotePrices.Line(sku: $0.sku, quantity: $0.quantity) })
        do {
            let quote = try await client.quote(request, deadline: Deadline(after: patience, from: .now()))
            return quote.lines.map(QuotedUnit.init)
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.warning("Failed to ask for prices", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Puts units back into stock, once for a reference and sku.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    func takeBack(_ units: UnitCount, reference: String) async throws {
        let movement = RecordStockMovement(quantity: units.quantity, reason: .returned, reference: reference)
        _ = try await client.record(movement, of: units.sku, key: "\(reference)-\(units.sku)")
    }
}

extension QuotedUnit {
    /// A line of a quote.
    fileprivate init(_ line: QuotedLine) {
        let problem: LineProblem? =
            switch line.problem {
            case .unknownSKU: .unknownSKU
            case .inactive: .inactive
            case .noPrice: .noPrice
            case .tooLarge: .tooLarge
            case nil: nil
            }
        self.init(
            sku: line.sku, productID: line.productId?.description, title: line.title ?? "", options: line.variant,
            unitAmount: line.unitPrice?.amount, listAmount: line.listPrice?.amount, available: line.available,
            problem: problem)
    }
}
