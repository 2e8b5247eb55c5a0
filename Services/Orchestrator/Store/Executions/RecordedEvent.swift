import GRDB
import MeshCore
import StatesLanguage

/// An event of a history as it was kept.
struct RecordedEvent: Sendable {
    let id: Int64
    let previousID: Int64
    let timestamp: Timestamp
    let type: HistoryEventType
    let details: JSONObject?

    /// Reads a chunk, with the payloads that it names.
    ///
    /// - Throws: ``OrchestratorError/damagedRow(_:)``; `DatabaseError`.
    static func read(_ bytes: [UInt8], of execution: Int64, _ db: Database) throws -> [RecordedEvent] {
        // What we wrote ourselves may lie deeper than what a client sends.
        let chunk = try JSONValue(parsing: bytes, limits: JSONLimits(depth: 512, byteCount: 1 << 30))
        return try (chunk.arrayValue ?? []).map { event in
            guard let id = event[0]?.intValue, let previous = event[1]?.intValue, let time = event[2]?.intValue,
                let type = event[3]?.stringValue.flatMap(HistoryEventType.init)
            else { throw OrchestratorError.damagedRow("an event of execution \(execution)") }
            return RecordedEvent(
                id: id, previousID: previous, timestamp: Timestamp(milliseconds: time), type: type,
                details: try event[4]?.objectValue.map { try completed($0, of: execution, db) })
        }
    }

    private static func completed(_ details: JSONObject, of execution: Int64, _ db: Database) throws -> JSONObject {
        var object = details
        for (name, value) in details {
            guard let digits = value[HistoryChunk.payloadName]?.stringValue else { continue }
            guard let hash = HexadecimalText(digits)?.bytes else {
                throw OrchestratorError.damagedRow("a hash in the history of execution \(execution)")
            }
            object[name] = .string(try StoredText.payload(hash, of: execution, db))
        }
        return object
    }
}
