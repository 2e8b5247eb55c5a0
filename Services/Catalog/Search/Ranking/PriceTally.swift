/// How many prices there are, and the least and the greatest.
struct PriceTally {
    private(set) var count = 0
    /// Minor units.
    private(set) var minimum = Int64.max
    /// Minor units.
    private(set) var maximum = Int64.min

    mutating func add(_ amount: Int64) {
        count += 1
        minimum = min(minimum, amount)
        maximum = max(maximum, amount)
    }

    /// Adds what was counted elsewhere.
    mutating func add(_ other: PriceTally) {
        count += other.count
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }
}
