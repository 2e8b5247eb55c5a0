/// Sums over visits.
package struct VisitSums: Hashable, Sendable {
    package var count: Int64 = 0
    package var bounces: Int64 = 0
    /// Milliseconds.
    package var duration: Int64 = 0
    package var pageviews: Int64 = 0
    /// The greatest depth of each visit that tells one, in percent.
    package var scrollDepth: Int64 = 0
    package var scrolledCount: Int64 = 0
    /// Milliseconds.
    package var engagement: Int64 = 0
    package var engagedCount: Int64 = 0

    package init() {}

    package mutating func add(_ other: VisitSums) {
        count += other.count
        bounces += other.bounces
        duration += other.duration
        pageviews += other.pageviews
        scrollDepth += other.scrollDepth
        scrolledCount += other.scrolledCount
        engagement += other.engagement
        engagedCount += other.engagedCount
    }
}
