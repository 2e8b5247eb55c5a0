import Synchronization

/// A number that goes up and down, or a counter of fractions.
package final class NumberInstrument: Sendable {
    private let bits = Atomic<UInt64>(0)

    package func set(_ value: Double) {
        bits.store(value.bitPattern, ordering: .relaxed)
    }

    package func add(_ amount: Double) {
        var expected = bits.load(ordering: .relaxed)
        while true {
            let desired = (Double(bitPattern: expected) + amount).bitPattern
            let (exchanged, original) = bits.weakCompareExchange(
                expected: expected, desired: desired, ordering: .relaxed)
            if exchanged { return }
            expected = original
        }
    }

    var current: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
}
