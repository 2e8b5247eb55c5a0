import Logging
import MeshCore
import MeshStore
import OrdersAPI

/// Carries out what was decided after an order was paid: money that is given back and goods that go back into stock.
///
/// What is to be done stands in the store before anybody outside is asked, under a name that the outside knows it by,
/// so that it may be done by whoever comes, again and again, until its outcome is written down. No transaction is open
/// meanwhile.
struct Aftercare: Sendable {
    private static let pause = Duration.seconds(1)
    private static let batch = 50

    let store: OrdersStore
    let methods: PaymentMethods
    let desk: CatalogDesk
    let leases: Leases
    let pauses: any Clock<Duration>
    let logger: Logger

    /// Carries out what nobody has carried out in time, in one instance at a time, until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        let keeper = LeaseKeeper(
            leases: leases, name: "aftercare", term: .seconds(20), clock: pauses, logger: logger)
        try await keeper.run { _ in
            while true {
                do {
                    while try await catchUp() {}
                } catch let error as StoreError {
                    logger.warning("Failed to look after orders", metadata: ["error": "\(error)"])
                }
                try await pauses.sleep(for: Self.pause)
            }
        }
    }

    /// Carries out some of what is due.
    ///
    /// - Returns: Whether there was anything.
    /// - Throws: `CancellationError`; `StoreError`.
    func catchUp() async throws -> Bool {
        let due = try await store.due(limit: Self.batch)
        for id in due.refunds { _ = try await settle(id) }
        for restock in due.restocks { try await putBack(restock) }
        return !due.refunds.isEmpty || !due.restocks.isEmpty
    }

    /// Carries out what was just decided for an order.
    ///
    /// - Parameter reference: The order, or the return, under which goods go back.
    /// - Throws: `CancellationError`; `StoreError`.
    func attend(_ order: Order.ID, reference: String) async throws {
        let pending = try await store.pending(of: order, reference: reference)
        for id in pending.refunds { _ = try await settle(id) }
        for restock in pending.restocks { try await putBack(restock) }
    }

    /// Asks the provider to give money back, and writes down what it says.
    ///
    /// - Returns: The refund as it is then.
    /// - Throws: `StoreError`.
    func settle(_ id: Refund.ID) async throws -> Refund? {
        guard let (refund, order) = try await store.refund(id), refund.state == .pending else {
            return try await store.refund(id)?.refund
        }
        guard let provider = methods[order.payment.method.rawValue],
            let reference = PaymentReference(order.payment.reference)
        else {
            logger.error(
                "No provider gives this money back",
                metadata: ["refund.id": "\(id)", "payment.method": "\(order.payment.method.rawValue)"])
            try await store.postpone(id)
            return refund
        }
        switch await provider.refund(
            refund.amount, of: PaymentKey(reference), as: RefundReference(refund.id.uuid))
        {
        case .done:
            return try await store.settle(id, as: .succeeded)
        case .declined(let code, _):
            logger.error("A refund was declined", metadata: ["refund.id": "\(id)", "payment.code": "\(code)"])
            return try await store.settle(id, as: .failed, failure: String(code.prefix(128)))
        case .needsBuyer, .unknown, .unavailable:
            try await store.postpone(id)
            return refund
        }
    }

    private func putBack(_ restock: Restock) async throws {
        do {
            try await desk.takeBack(restock.units, reference: restock.reference)
            try await store.settle(restock, isDone: true)
        } catch let error as CancellationError {
            throw error
        } catch let error as StoreError {
            throw error
        } catch {
            logger.warning(
                "Failed to put goods back", metadata: ["reference": "\(restock.reference)", "error": "\(error)"])
            try await store.settle(restock, isDone: false)
        }
    }
}
