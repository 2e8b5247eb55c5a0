/// Between which numbers something lies.
package struct ConfidenceInterval: Hashable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// Whether a number lies in it.
    package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
