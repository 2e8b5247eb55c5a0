import EventCollection
import EventCompression
import EventLog
import EventsAPI
import MeshCore
import ReportIntake

/// The events of a page by their sites, taken apart as far as it takes to tell who is to have them.
struct CollectedPage: Sendable {
    /// An event, as its record holds it.
    enum Entry: Sendable {
        /// As the collector writes it; whether all of it can be read is seen later.
        case outlined(Place, RecordOutline)
        /// In another form; apart, so that the many of the other case do not take as much room.
        indirect case event(CollectedEvent)
    }

    /// Where the text of a record is.
    struct Place: Sendable {
        private let number: Int32
        private let start: Int32
        private let end: Int32

        init(batch: Int, range: Range<Int>) {
            number = Int32(batch)
            start = Int32(range.lowerBound)
            end = Int32(range.upperBound)
        }

        var batch: Int { Int(number) }
        var range: Range<Int> { Int(start)..<Int(end) }
    }

    static let empty = CollectedPage()

    /// In the order of the log.
    private(set) var bySite: [String: [Entry]] = [:]
    /// The latest receipt.
    private(set) var newest: Timestamp?
    /// Records that are no events.
    private(set) var unreadableCount = 0
    /// The offsets of batches that their producer has broken.
    private(set) var broken: [ClosedRange<Int64>] = []
    /// What places are of.
    private(set) var texts: [[UInt8]] = []

    private init() {}

    /// Takes the records of some offsets; a batch that its producer has broken is passed over.
    ///
    /// - Throws: `BatchDefect` when the page is not as the log has sent it.
    init(
        _ page: RecordBatches, from first: Int64, to end: Int64
    ) throws {
        // Neighbours are often of one site.
        var run = (site: "", entries: [Entry]())
        let batches = try ReadableBatches(in: page.bytes, expandedBy: SystemCompression())
        broken = batches.broken.filter { $0.upperBound >= first && $0.lowerBound < end }
        // Mostly all are of one site.
        run.entries.reserveCapacity(batches.values.reduce(0) { $0 + $1.items.count })
        for values in batches.values {
            texts.append(values.bytes)
            for item in values.items where item.offset >= first && item.offset < end {
                take(item.value, &run)
            }
        }
        if !run.entries.isEmpty { bySite[run.site] = run.entries }
    }

    /// Whether a site has an event that can be read.
    func hasEvent(of site: String) -> Bool {
        bySite[site, default: []].contains { entry in
            switch entry {
            case .outlined(let place, _):
                let text = texts[place.batch]
                return CollectedEvent(text: text.span.extracting(place.range)) != nil
            case .event: return true
            }
        }
    }

    /// Gives events of the page to who takes them in.
    func give(_ events: [Entry], to intake: inout EventIntake) {
        for event in events {
            switch event {
            case .outlined(let place, let outline):
                let text = texts[place.batch]
                intake.take(text.span.extracting(place.range), outline)
            case .event(let event): intake.take(event)
            }
        }
    }

    private mutating func take(
        _ value: Range<Int>?, _ run: inout (site: String, entries: [Entry])
    ) {
        guard let value, let (site, entry, received) = entry(at: value, like: run.site) else {
            unreadableCount += 1
            return
        }
        newest = max(newest ?? received, received)
        if site != run.site {
            if !run.entries.isEmpty { bySite[run.site] = run.entries }
            run = (site, bySite.removeValue(forKey: site) ?? [])
        }
        run.entries.append(entry)
    }

    private func entry(
        at range: Range<Int>, like last: String
    ) -> (site: String, Entry, Timestamp)? {
        let place = Place(batch: texts.count - 1, range: range)
        let bytes = texts[place.batch]
        let text = bytes.span.extracting(range)
        if let outline = RecordOutline(text) {
            let site = text.holds(last, at: outline.site) ? last : text.text(at: outline.site)
            return (site, .outlined(place, outline), outline.receivedAt)
        }
        return CollectedEvent(text: text).map { ($0.site, .event($0), $0.receivedAt) }
    }
}

extension Span<UInt8> {
    fileprivate func holds(_ text: String, at range: Range<Int>) -> Bool {
        guard text.utf8.count == range.count else { return false }
        var place = range.lowerBound
        for byte in text.utf8 {
            guard self[place] == byte else { return false }
            place += 1
        }
        return true
    }

    fileprivate func text(at range: Range<Int>) -> String {
        String(decoding: range.map { self[$0] }, as: UTF8.self)
    }
}
