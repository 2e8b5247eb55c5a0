import Synchronization

/// Counts what only grows.
package final class CounterInstrument: Sendable {
    private let count = Atomic<UInt64>(0)

    /// Adds to the count.
    package func increment(by amount: UInt64 = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        count.store(0, ordering: .relaxed)
    }

    var current: UInt64 { count.load(ordering: .relaxed) }
}
