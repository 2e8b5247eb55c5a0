package import MeshCore

/// The salts of visitors by their days (UTC): makes each day's, and says which to destroy.
///
/// It holds today's and, for an overlap after midnight, yesterday's; a visit that is under way at midnight goes on by it.
/// Whoever keeps the salts in a store keeps exactly ``entries``, and nothing else anywhere.
package struct SaltRing: Hashable, Sendable {
    /// One day's salt.
    package struct Entry: Hashable, Sendable {
        /// Days since 1970-01-01.
        package var day: Int64
        package var salt: [UInt8]

        package init(day: Int64, salt: [UInt8]) {
            self.day = day
            self.salt = salt
        }
    }

    /// Oldest first; two at most.
    package private(set) var entries: [Entry]
    private let overlap: Duration

    private static let millisecondsPerDay: Int64 = 86_400_000

    /// - Parameters:
    ///   - entries: What is in the store.
    ///   - overlap: How long after midnight yesterday's salt is kept: an hour, twice the pause that ends a visit.
    package init(entries: [Entry] = [], overlap: Duration = .seconds(3600)) {
        self.entries = entries.sorted { $0.day < $1.day }
        self.overlap = overlap
    }

    /// Brings the ring to a moment: a salt for its day, none that is older than the overlap allows.
    ///
    /// - Parameters:
    ///   - moment: Now. Clocks that go back change nothing: a later day's salt stays in use.
    ///   - fresh: Makes 32 random bytes.
    /// - Returns: The salts to use, and whether ``entries`` have changed and are to be stored before they are used.
    package mutating func turn(to moment: Timestamp, fresh: () -> [UInt8]) -> (salts: VisitorSalts, isChanged: Bool) {
        let before = entries
        let day = Self.day(of: moment)
        if entries.last.map({ $0.day < day }) ?? true { entries.append(Entry(day: day, salt: fresh())) }
        let newest = entries[entries.count - 1]
        let isOverlapOver = Self.start(of: newest.day) + overlap <= moment
        entries.removeAll { $0.day < newest.day - 1 || ($0.day == newest.day - 1 && isOverlapOver) }
        let previous = entries.count > 1 ? entries[0].salt : nil
        return (VisitorSalts(current: newest.salt, previous: previous), entries != before)
    }

    /// The next moment at which the ring is to be turned though nothing comes in: when a salt must go.
    package var nextTurn: Timestamp? {
        guard let newest = entries.last else { return nil }
        return entries.count > 1 ? Self.start(of: newest.day) + overlap : Self.start(of: newest.day + 1) + overlap
    }

    private static func day(of moment: Timestamp) -> Int64 {
        let (days, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: millisecondsPerDay)
        return rest < 0 ? days - 1 : days
    }

    private static func start(of day: Int64) -> Timestamp {
        Timestamp(milliseconds: day * millisecondsPerDay)
    }
}
