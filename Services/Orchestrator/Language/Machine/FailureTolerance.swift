/// How many items of a map may fail before the map fails.
package struct FailureTolerance: Hashable, Sendable {
    package let count: Int64?
    /// 0 … 100.
    package let percentage: Double?

    package init(count: Int64?, percentage: Double?) {
        self.count = count
        self.percentage = percentage
    }

    /// Whether a map with so many failed items of so many has failed: when it is past one of the thresholds that are set.
    package func isExceeded(failures: Int64, of total: Int64) -> Bool {
        guard failures > 0 else { return false }
        if count == nil, percentage == nil { return true }
        if let count, count > 0 || percentage == nil, failures > count { return true }
        guard let percentage, total > 0, percentage > 0 || count == nil else {
            return (count ?? 0) == 0 && (percentage ?? 0) == 0
        }
        return Double(failures) / Double(total) * 100 > percentage
    }
}
