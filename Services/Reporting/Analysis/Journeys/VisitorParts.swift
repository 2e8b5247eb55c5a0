import MeshCore

/// Segments that are gone through by some visitors at a time, each part with all that its visitors did: so memory does not grow
/// with the time that is asked for, and cores do parts side by side.
package struct VisitorParts: Sendable {
    private let segments: [any VisitorSlices]
    /// For each part and segment, which visits.
    private let parts: [[Range<Int>]]
    /// For each part, the visitors that are in it, and no others.
    private let spans: [ClosedRange<UInt64>]

    /// Events of a part, about: some 30 bytes each in memory, on each core. What is known of its visitors stays in the core's cache.
    package static let usualSize = 200_000

    /// - Parameters:
    ///   - segments: What they hold of a visitor follows in time.
    ///   - partSize: Events of a part, about.
    /// - Throws: What reading throws.
    package init(_ segments: [any VisitorSlices], partSize: Int = usualSize) throws {
        self.segments = segments
        let count = segments.reduce(0) { $0 + $1.eventCount }
        let partCount = max(1, count / partSize)
        // The visitors of the largest segment are divided evenly, and those of the others about so.
        var bounds: [UInt64] = []
        if partCount > 1, let largest = segments.max(by: { $0.visitCount < $1.visitCount }) {
            for part in 1..<partCount {
                bounds.append(try largest.visitor(of: largest.visitCount * part / partCount))
            }
        }
        let places = try onAllCores(segments.count) { [bounds] place in
            let segment = segments[place]
            return try [0] + bounds.map { try segment.place(of: $0) } + [segment.visitCount]
        }
        spans = (0...bounds.count).map { part in
            let first = part == 0 ? 0 : bounds[part - 1]
            return first...max(first, part < bounds.count ? bounds[part] : .max)
        }
        parts = (0..<partCount).map { part in places.map { $0[part]..<max($0[part], $0[part + 1]) } }
    }

    /// From the first event to the last, of each segment.
    var moments: [ClosedRange<Timestamp>] { segments.map(\.moments) }

    /// What the body gives for each segment.
    func each<Item>(_ body: (any VisitorSlices) -> Item) -> [Item] { segments.map(body) }

    /// What each part comes to, on all cores, in the order of visitors.
    ///
    /// - Parameter make: Makes what a core counts with, one part after another.
    /// - Throws: What the body throws for the first part for which it does.
    package func map<Desk: Sendable, Count: Sendable>(
        _ make: @Sendable () -> Desk, _ count: @Sendable (inout Desk, VisitorPart) throws -> Count
    ) throws -> [Count] {
        try onAllCores(parts.count, with: make) { desk, place in try count(&desk, part(place)) }
    }

    /// What each part comes to, one after another in the order of visitors.
    ///
    /// - Throws: What the body throws.
    package func forEach(_ take: (VisitorPart) throws -> Void) rethrows {
        for place in parts.indices { try take(part(place)) }
    }

    private func part(_ place: Int) -> VisitorPart {
        VisitorPart(segments: segments, visits: parts[place], span: spans[place])
    }
}

/// Some visitors with all that they did.
package struct VisitorPart: Sendable {
    fileprivate let segments: [any VisitorSlices]
    fileprivate let visits: [Range<Int>]
    /// In which the visitors lie.
    let span: ClosedRange<UInt64>

    /// The segments in which they did something.
    var places: [Int] { visits.indices.filter { !visits[$0].isEmpty } }

    /// How many visits they have in all segments.
    var visitCount: Int { visits.reduce(0) { $0 + $1.count } }

    /// What they did in a segment.
    ///
    /// - Parameter some: The visits that are looked at, counted from the first of theirs; nil for all.
    func segment(_ place: Int, _ columns: JourneyColumns, of some: Range<Int>? = nil) throws -> VisitSegment {
        let all = visits[place]
        guard let some else { return try segments[place].slice(all, columns) }
        return try segments[place].slice(
            (all.lowerBound + some.lowerBound)..<(all.lowerBound + some.upperBound), columns)
    }

    /// What they did in each segment.
    func segments(_ columns: JourneyColumns) throws -> [VisitSegment] {
        try places.map { try segment($0, columns) }
    }
}
