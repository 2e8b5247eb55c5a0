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
        self.init(counts: Self.counts(definition, segments), limit: limit)
    }

    /// Counts the visits of some segments, some visitors at a time, on all cores.
    ///
    /// - Parameters:
    ///   - journeys: All whose visits begin in the definition's range.
    ///   - limit: As above.
    /// - Throws: What reading throws.
    package init(_ definition: PathDefinition, over journeys: VisitorParts, limit: Int = 100) throws {
        let parts = try journeys.map { part in Self.counts(definition, try part.segments(definition.columns)) }
        self.init(counts: parts.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }, limit: limit)
    }

    private init(counts: [[String]: Int], limit: Int) {
        visitCount = counts.values.reduce(0, +)
        paths = Array(
            counts.map { Path(pages: $0.key, count: $0.value) }.sorted {
                $0.count != $1.count ? $0.count > $1.count : $0.pages.lexicographicallyPrecedes($1.pages)
            }.prefix(limit))
        steps = Self.steps(counts, limit: limit)
    }

    private static func counts(_ definition: PathDefinition, _ segments: [VisitSegment]) -> [[String]: Int] {
        var counts: [[String]: Int] = [:]
        for segment in segments {
            let mask = definition.filter.map { SegmentMasks(segment).visits($0) }
            let texts = TextLookup(segment.column(of: .page))
            for visit in 0..<segment.visitCount where mask?[visit] ?? true {
                let start = segment.base + .milliseconds(Int64(segment.starts[visit]))
                guard definition.range.contains(start) else { continue }
                if let path = definition.path(through: pages(of: visit, in: segment, texts)) {
                    counts[path, default: 0] += 1
                }
            }
        }
        return counts
    }

    private static func pages(of visit: Int, in segment: VisitSegment, _ texts: TextLookup) -> [String] {
        var pages: [String] = []
        for event in Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1])
        where segment.kinds[event] == EventKind.pageview.rawValue {
            let page = texts[event] ?? Dimension.none
            // Loading a page again is no step.
            if pages.last != page { pages.append(page) }
        }
        return pages
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
