import MeshCore
import StatesLanguage

/// The events that one call of a machine recorded, as one row: a JSON array of
/// `[id, previous id, milliseconds, type, details]`, the details named as on the wire.
struct HistoryChunk: Sendable {
    /// The member that stands for a long text: no variable has such a name.
    static let payloadName = "#sha256"

    let first: Int64
    let last: Int64
    let bytes: [UInt8]

    /// Nil when nothing was recorded.
    init?(_ events: [HistoryEvent], payloads: inout PayloadSet) {
        guard let first = events.first?.id, let last = events.last?.id else { return nil }
        (self.first, self.last) = (first, last)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(events.count * 192)
        for event in events {
            bytes.append(bytes.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            bytes.append(
                contentsOf:
                    "[\(event.id),\(event.previousEventID),\(event.timestamp.milliseconds),\"\(event.type.rawValue)\""
                    .utf8)
            if let details = event.details.json {
                bytes.append(UInt8(ascii: ","))
                Self.shortened(details, payloads: &payloads).write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
        self.bytes = bytes
    }

    private static func shortened(_ details: JSONObject, payloads: inout PayloadSet) -> JSONValue {
        var object = details
        for (name, value) in details {
            guard case .string(let text) = value, text.utf8.count > StoredText.inlineLimit else { continue }
            let hash = payloads.add(text)
            object[name] = [payloadName: .string(String(HexadecimalText(hash)))]
        }
        return .object(object)
    }
}
