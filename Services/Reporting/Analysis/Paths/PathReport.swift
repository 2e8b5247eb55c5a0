import MeshCore

/// The paths that visits took.
package struct PathReport: Hashable, Sendable {
    /// Paths and how many visits took each, the most frequent first.
    package let paths: [Path]
    /// Steps from a page to the next and how many visits took each, by place in the path, the most frequent first.
    package let steps: [Step]
    /// How many visits have a path.
    package let visitCount: Int

    package struct Path: Hashable, Sendable {
        package let pages: [String]
        package let count: Int
    }

    package struct Step: Hashable, Sendable {
        /// 0 for the step from the path's first page.
        package let place: Int
        package let from: String
        package let to: String
        package let count: Int
    }

    /// Counts the visits of some segments.
    ///
    /// - Parameters:
    ///   - segments: All whose visits begin in the definition's range.
    ///   - limit: How many paths, and how many steps of each place, are kept.
    package init(_ definition: PathDefinition, over segments: [VisitSegment], limit: Int = 100) {
        let pages = PathPages(segments.map { $0.texts(of: .page) })
        var counting = PathCounting(definition, pages)
        for (place, segment) in segments.enumerated() { counting.take(segment, of: place) }
        self.init(counts: pages.named(counting.counts), limit: limit)
    }

    /// Counts the visits of some segments, some visitors at a time, on all cores.
    ///
    /// - Parameters:
    ///   - journeys: All whose visits begin in the definition's range.
    ///   - limit: As above.
    /// - Throws: What reading throws.
    package init(_ definition: PathDefinition, over journeys: VisitorParts, limit: Int = 100) throws {
        let pages = PathPages(journeys.each { $0.texts(of: .page) })
        let columns = journeys.moments.map { definition.columns(in: $0) }
        let parts = try journeys.map({ PathCounting(definition, pages) }) { counting, part in
            counting.reset()
            for place in part.places { counting.take(try part.segment(place, columns[place]), of: place) }
            return counting.counts
        }
        var counts = PathCounts()
        for part in parts { counts.add(part) }
        self.init(counts: pages.named(counts), limit: limit)
    }

    private init(counts: [[String]: Int], limit: Int) {
        visitCount = counts.values.reduce(0, +)
        paths = Array(
            counts.map { Path(pages: $0.key, count: $0.value) }.sorted {
                $0.count != $1.count ? $0.count > $1.count : $0.pages.lexicographicallyPrecedes($1.pages)
            }.prefix(limit))
        steps = Self.steps(counts, limit: limit)
    }

    private static func steps(_ paths: [[String]: Int], limit: Int) -> [Step] {
        var counts: [[String]: [Int: Int]] = [:]
        for (pages, count) in paths {
            for place in pages.indices.dropLast() {
                counts[[pages[place], pages[place + 1]], default: [:]][place, default: 0] += count
            }
        }
        let all = counts.flatMap { pair, places in
            places.map { Step(place: $0.key, from: pair[0], to: pair[1], count: $0.value) }
        }
        return Dictionary(grouping: all, by: \.place).sorted { $0.key < $1.key }.flatMap { _, steps in
            steps.sorted { ($1.count, $0.from, $0.to) < ($0.count, $1.from, $1.to) }.prefix(limit)
        }
    }
}
