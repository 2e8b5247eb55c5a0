import CoreMetrics

/// A counter as swift-metrics calls it.
final class CounterBridge: CounterHandler {
    private let counter: CounterInstrument

    init(_ counter: CounterInstrument) {
        self.counter = counter
    }

    func increment(by amount: Int64) {
        counter.increment(by: UInt64(max(0, amount)))
    }

    func reset() {
        counter.reset()
    }
}
