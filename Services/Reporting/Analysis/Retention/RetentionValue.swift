package import MeshCore

/// What a cohort did in a period.
package struct RetentionValue: Hashable, Sendable {
    /// Who came back.
    package var visitors = 0
    /// How often.
    package var events = 0
    package var revenue: [Currency: RevenueSum] = [:]

    /// Adds events and revenue, not visitors.
    mutating func add(valuesOf other: RetentionValue) {
        events += other.events
        for (currency, sum) in other.revenue { revenue[currency, default: RevenueSum()].add(sum) }
    }
}
