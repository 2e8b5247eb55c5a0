import EventCollection
import MeshCore
import ReportAnalysis
import ReportProcessing
import Testing

@Suite("From records to the events that count")
struct EventTransformTests {
    static let receipt = Timestamp(milliseconds: 1_795_262_410_000)

    static func event(_ kind: EventCollection.EventKind = .pageView, at time: Timestamp) -> CollectedEvent {
        CollectedEvent(
            id: "e1", source: "/sites/shop/collect", site: "shop", tracker: .collect, kind: kind, name: "page_view",
            occurredAt: time, receivedAt: receipt, visitor: VisitorIdentity(basis: .device, id: "v1"),
            page: PageAddress(scheme: "https", host: "shop.example", path: "/health"),
            properties: ["LCP": 1200.5, "CLS": 0.25])
    }

    static func transform(_ rules: JSONValue = ["version": 1]) throws -> EventTransform {
        EventTransform(
            rules: try ProcessingRules(json: rules), geography: nil,
            sessions: ReportAnalysis.SessionRules(lateness: .seconds(3600)))
    }

    private static func record(_ event: CollectedEvent, newest: Timestamp = receipt) -> ExportedRecord {
        ExportedRecord(partition: 2, offset: 77, newest: newest, event: event)
    }

    @Test("What is too late is told by the record's place in the log, and is left out")
    func late() throws {
        var transform = try Self.transform()
        let event = Self.event(at: Self.receipt)
        #expect(transform.events(of: Self.record(event, newest: Self.receipt + .seconds(3600))).count == 1)
        #expect(transform.events(of: Self.record(event, newest: Self.receipt + .milliseconds(3_600_001))).isEmpty)
        // What one record said does not matter to the next.
        #expect(transform.events(of: Self.record(event)).count == 1)
    }

    @Test("An event whose clock runs ahead is put at its receipt")
    func ahead() throws {
        var transform = try Self.transform()
        let lines = transform.events(of: Self.record(Self.event(at: Self.receipt + .seconds(61))))
        #expect(lines.map(\.event.time) == [Self.receipt])
    }

    @Test("The site's rules drop what they drop")
    func dropped() throws {
        var transform = try Self.transform([
            "version": 1,
            "filters": [["name": "health", "when": ["field": "path", "is": "/health"], "then": "drop"]],
        ])
        #expect(transform.events(of: Self.record(Self.event(at: Self.receipt))).isEmpty)
    }

    @Test("Each measure of performance is an event, at its place in the record")
    func measures() throws {
        var transform = try Self.transform()
        let lines = transform.events(of: Self.record(Self.event(.performance, at: Self.receipt)))
        #expect(lines.map(\.place) == [0, 1])
        #expect(Set(lines.map(\.event.name)) == ["LCP", "CLS"])
    }

    @Test("What one step writes the next one reads")
    func lines() throws {
        var transform = try Self.transform()
        let value = Self.event(at: Self.receipt).json
        let text = "2\t77\t\(Self.receipt.milliseconds)\t\(value)"
        let lines = transform.events(of: try ExportedRecord(line: Array(text.utf8)[...]))
        #expect(lines.count == 1 && lines[0].partition == 2 && lines[0].offset == 77)
        for line in lines { #expect(try EventLine(line: line.line[...]) == line) }
    }

    @Test(
        "A line that is something else is refused",
        arguments: ["", "1\t2\t3", "a\t2\t3\t{}", "0\t1\t2\t{\"id\": 1}", "0\t1\t2\t{"])
    func malformed(line: String) {
        #expect(throws: ProcessorFailure.self) { try ExportedRecord(line: Array(line.utf8)[...]) }
        #expect(throws: ProcessorFailure.self) { try EventLine(line: Array(line.utf8)[...]) }
    }
}
