import GRDB
import MeshCore

/// The checkouts that wait for payments to move on.
struct WaitingCheckouts: PaymentListener {
    let runner: StepRunner
    let clock: any WallClock

    func paymentMoved(_ reference: PaymentReference, _ db: Database) throws {
        try CheckoutStore.hasten(reference, at: clock.now(), db)
    }

    func paymentMoved(_ reference: PaymentReference) {
        runner.wake()
    }
}
