/// What came in, in one currency.
package struct RevenueSum: Hashable, Sendable {
    /// Minor units; what would go beyond 64 bits stays at their ends.
    package private(set) var amount: Int64 = 0
    /// How many events brought it.
    package private(set) var count: Int64 = 0

    package init() {}

    init(amount: Int64, count: Int64) {
        self.amount = amount
        self.count = count
    }

    package mutating func add(amount more: Int64) {
        add(RevenueSum(amount: more, count: 1))
    }

    package mutating func add(_ other: RevenueSum) {
        let (sum, overflow) = amount.addingReportingOverflow(other.amount)
        amount = overflow ? (other.amount < 0 ? .min : .max) : sum
        count += other.count
    }
}
