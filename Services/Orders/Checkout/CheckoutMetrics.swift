import CoreMetrics
import MeshCore

/// What is counted of checkouts.
struct CheckoutMetrics: Sendable {
    private let paid = Counter(label: "orders.checkouts", dimensions: [("outcome", "paid")])
    private let failed = Counter(label: "orders.checkouts", dimensions: [("outcome", "failed")])
    private let delayed = Counter(label: "orders.checkouts.laid_aside")
    private let stuck = Counter(label: "orders.checkouts.stuck")
    private let takenUp = Counter(label: "orders.checkouts.taken_up")
    private let duration = Timer(label: "orders.checkout.duration")
    private let stuckAfter: Int64

    init(_ settings: CheckoutSettings) { stuckAfter = settings.stuckAfter }

    func ended(_ checkout: CheckoutRecord, at now: Timestamp) {
        (checkout.step == .paid ? paid : failed).increment()
        duration.recordNanoseconds(checkout.createdAt.duration(to: now).nanoseconds)
    }

    /// Each try of a checkout that is stuck counts, so that a rate above zero says that there is one.
    func laidAside(_ checkout: CheckoutRecord) {
        delayed.increment()
        if checkout.attempts >= stuckAfter { stuck.increment() }
    }

    func tookUp(_ count: Int) { takenUp.increment(by: Int64(count)) }
}
