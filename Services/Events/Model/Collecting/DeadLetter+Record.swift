import EventCollection
import EventLog
import MeshCore

extension DeadLetter {
    private static let source = "urn:orrery:rejected"

    /// The letter as a record, which is the same one when it is written again.
    var record: LogRecord {
        let event = part.map { "\(place)-\($0)" } ?? "all"
        return LogRecord(
            value: ArraySlice(json.utf8),
            headers: [
                RecordHeader(EventHeaderName.contentType, "application/json"),
                RecordHeader(EventHeaderName.source, Self.source),
                RecordHeader(EventHeaderName.id, "\(requestID)-\(event)"),
            ])
    }

    /// Reads the letter of a record; nil when it is none.
    init?(_ record: StoredRecord) {
        // What cannot be parsed is no letter of ours.
        guard let value = record.value, let json = try? JSONValue(parsing: value) else { return nil }
        self.init(json: json)
    }
}
