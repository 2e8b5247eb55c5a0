package import EventCollection
import MeshCore
import ReportAnalysis

/// What events come to by a site's rules, remembered by what many of them say alike (`RecordOutline`): of most events only
/// who, when and which is read.
///
/// Where no rule looks at clients, what a client tells (browser, system, device, place) is remembered apart, so that there are
/// as many forms as pages and clients, and not one for each pair of them.
package struct EventForms: Sendable {
    /// One of the events that a record comes to, without who, when and which.
    struct Part: Sendable {
        /// Tells it from the others of the record.
        let mark: String
        /// Numbers of ``EventForms/tables``; that of the visit without what its client tells (``EventForms/visit(of:with:)``).
        let visit: UInt32
        let content: UInt32
    }

    /// What a record comes to.
    struct Form: Sendable {
        let source: String
        let basis: String
        var parts: [Part]
    }

    /// What a record comes to, and the number of what its client tells; nil where that is not apart.
    typealias Found = (form: Form, client: UInt32?)

    /// Some ten thousand forms of half a kilobyte.
    private static let mostBytes = 16 << 20
    /// What something takes besides its text.
    private static let entryBytes = 256

    private var processor: EventProcessor
    /// What does not count for the form of an event; nil when each is read.
    private let apart: RecordOutline.Apart?
    private let hasGeography: Bool
    private var known = TextMemory<Form>()
    /// What clients tell, as numbers of properties.
    private var clients = TextMemory<UInt32>()
    /// The numbers of properties that are put together of others.
    private var joined: [UInt64: UInt32] = [:]
    /// What the numbers of parts stand for; they hold until ``trim()``.
    private(set) var tables = EventTables()

    /// - Parameters:
    ///   - rules: The site's.
    ///   - geography: Where networks are; nil when reporting has no such file.
    package init(rules: ProcessingRules, geography: GeographyTable?) {
        processor = EventProcessor(rules: rules, geography: geography)
        hasGeography = geography != nil
        apart = rules.apart(hasGeography: hasGeography)
    }

    /// What is remembered, in bytes.
    package var byteCount: Int {
        let entries =
            known.count + clients.count + joined.count + tables.visits.all.count + tables.contents.all.count
        return known.byteCount + clients.byteCount + entries * Self.entryBytes
    }

    /// What a record comes to; nil when it is no event.
    mutating func form(of text: Span<UInt8>, _ outline: RecordOutline) -> Found? {
        guard let apart else { return CollectedEvent(text: text).map { (form(of: $0), nil) } }
        let key = TextKey(text, outline, without: apart)
        let known = known.value(key, in: text)
        guard apart == .client else {
            if let known { return (known, nil) }
            guard let event = CollectedEvent(text: text) else { return nil }
            let form = form(of: event)
            self.known.keep(form, under: key, of: text)
            return (form, nil)
        }
        let client = TextKey(outline, withNetwork: hasGeography, in: text)
        if let known {
            if known.parts.isEmpty { return (known, nil) }
            if let told = clients.value(client, in: text) { return (known, told) }
        }
        guard let event = CollectedEvent(text: text) else { return nil }
        return read(event, key, client, text)
    }

    /// The number of what a part says of its visit, together with what its client tells.
    mutating func visit(of part: Part, with client: UInt32?) -> UInt32 {
        guard let client else { return part.visit }
        let pair = UInt64(part.visit) << 32 | UInt64(client)
        if let visit = joined[pair] { return visit }
        let (own, told) = (tables.visits.all[Int(part.visit)], tables.visits.all[Int(client)])
        let visit = tables.visit((own + told).sorted { $0.dimension < $1.dimension })
        joined[pair] = visit
        return visit
    }

    /// What an event comes to.
    mutating func form(of event: CollectedEvent) -> Form {
        var parts: [Part] = []
        for (mark, visit, content) in self.parts(of: event) {
            parts.append(Part(mark: mark, visit: tables.visit(visit), content: tables.content(content)))
        }
        return Form(source: event.source, basis: event.visitor.basis.rawValue, parts: parts)
    }

    /// Forgets all when it has become too much; numbers mean something else then.
    mutating func trim() {
        guard byteCount > Self.mostBytes else { return }
        known = TextMemory()
        clients = TextMemory()
        joined = [:]
        tables = EventTables()
    }

    /// Reads an event, and remembers what its client tells apart from the rest.
    private mutating func read(
        _ event: CollectedEvent, _ key: TextKey, _ clientKey: TextKey, _ text: Span<UInt8>
    ) -> Found {
        var form = Form(source: event.source, basis: event.visitor.basis.rawValue, parts: [])
        var client: UInt32?
        for (mark, visit, content) in parts(of: event) {
            let own = visit.filter { !Self.ofClients.contains($0.dimension) }
            form.parts.append(Part(mark: mark, visit: tables.visit(own), content: tables.content(content)))
            client = tables.visit(visit.filter { Self.ofClients.contains($0.dimension) })
        }
        known.keep(form, under: key, of: text)
        if let client { clients.keep(client, under: clientKey, of: text) }
        return (form, client)
    }

    private mutating func parts(
        of event: CollectedEvent
    ) -> [(mark: String, visit: [EventProperty], content: EventContent)] {
        guard case .rows(let rows) = processor.process(event), let row = rows.first else { return [] }
        return EventRow(row, of: event).parts
    }

    /// The dimensions that only clients tell of.
    private static let ofClients: Set<Dimension> = Set(
        [
            "visit:device", "visit:browser", "visit:browser_version", "visit:os", "visit:os_version", "visit:country",
            "visit:region", "visit:city",
        ].map { name in
            guard let dimension = Dimension(name) else { preconditionFailure("\(name) is no dimension") }
            return dimension
        })
}

extension CollectedEvent {
    /// Reads the value of a record; nil when it is no event, whatever is wrong with it.
    package init?(text: Span<UInt8>) {
        let bytes = unsafe text.withUnsafeBufferPointer { unsafe Array($0) }
        // What is wrong with the text does not matter.
        guard let json = try? JSONValue(parsing: bytes) else { return nil }
        self.init(json: json)
    }
}
