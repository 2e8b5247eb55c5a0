package import MeshCore

/// Young events and the visits that they make up, brought up to date as events come: visits that nothing can change any more are laid
/// out for good, the others each time anew.
///
/// Events are kept as numbers, in shares by their visitors, which cores lay out side by side.
package struct YoungVisits: Sendable {
    private let rules: SessionRules
    /// Up to where laid out days have taken a visitor's events.
    private let taken: [UInt64: EventMark]
    private var tables = EventTables()
    private var shares: [YoungShare]
    /// By partition: before which no event is taken any more.
    private var watermarks: [Int: Timestamp] = [:]

    /// Visits of a share that are laid out together for good, at least.
    private let chunk: Int

    private static let shareBits: UInt64 = 2
    /// Contents that are kept though no event has them any more, beside as many as there are events.
    private static let spareContents = 10_000

    /// - Parameters:
    ///   - taken: Up to where laid out days have taken visitors' events.
    ///   - chunk: How many visits of a share are laid out together for good, at least.
    package init(rules: SessionRules, taken: [UInt64: EventMark], chunk: Int = 8192) {
        self.rules = rules
        self.taken = taken
        self.chunk = chunk
        shares = Array(repeating: YoungShare(), count: 1 << Self.shareBits)
    }

    /// Takes events of a partition, in the order in which they came. What lies before the partition's watermark is too late.
    package mutating func take(_ batch: EventBatch, of partition: Int) {
        let visits = batch.visits.map { tables.visit($0) }
        let contents = batch.contents.map { tables.content($0) }
        let watermark = watermarks[partition] ?? Timestamp(milliseconds: .min)
        var dealt = Array(repeating: [CodedEvent](), count: shares.count)
        for share in dealt.indices { dealt[share].reserveCapacity(batch.rows.count * 5 / (4 * shares.count)) }
        for event in batch.rows where event.time >= watermark {
            if !taken.isEmpty, let mark = taken[event.visitor], mark >= EventMark(time: event.time, id: event.id) {
                continue
            }
            dealt[Int(event.visitor >> (64 - Self.shareBits))].append(
                event.renumbered(visit: visits[Int(event.visit)], content: contents[Int(event.content)]))
        }
        for (share, events) in dealt.enumerated() { shares[share].take(events, of: partition) }
    }

    /// The visits, those of each visitor in the order of time.
    ///
    /// - Parameter moments: Before which no event of a partition comes any more; a partition's never goes back.
    package mutating func segments(at moments: [Int: Timestamp]) throws -> [VisitSegment] {
        watermarks.merge(moments) { max($0, $1) }
        let (old, rules, tables, watermarks, chunk) = (shares, rules, tables, watermarks, chunk)
        shares = try onAllCores(old.count) { place in
            var share = old[place]
            share.layOut(by: rules, tables, at: watermarks, chunk: chunk)
            return share
        }
        forgetContents()
        return shares.flatMap(\.segments)
    }

    /// What laid out events said is not kept for the others.
    private mutating func forgetContents() {
        let count = shares.reduce(0) { $0 + $1.eventCount }
        guard tables.contents.all.count + tables.visits.all.count > 2 * count + Self.spareContents else { return }
        var (old, fresh) = (tables, EventTables())
        swap(&old, &tables)
        for place in shares.indices {
            shares[place].renumber { event in
                event.renumbered(
                    visit: fresh.visit(old.visits.all[Int(event.visit)]),
                    content: fresh.content(old.contents.all[Int(event.content)]))
            }
        }
        tables = fresh
    }
}
