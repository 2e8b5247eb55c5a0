import CoreMetrics

/// A gauge, or a counter of fractions, as swift-metrics calls it.
final class NumberBridge: MeterHandler, RecorderHandler, FloatingPointCounterHandler {
    private let number: NumberInstrument

    init(_ number: NumberInstrument) {
        self.number = number
    }

    func set(_ value: Int64) { number.set(Double(value)) }
    func set(_ value: Double) { number.set(value) }
    func increment(by amount: Double) { number.add(amount) }
    func decrement(by amount: Double) { number.add(-amount) }
    func record(_ value: Int64) { number.set(Double(value)) }
    func record(_ value: Double) { number.set(value) }
    func reset() { number.set(0) }
}
