import EventLog
import EventsAPI
import FoundationEssentials
import MeshCore

/// Writes records as JSON (`ConsumedRecord`). A value that is JSON goes out byte by byte as it was stored, so that no
/// number loses a digit.
enum RecordText {
    /// Writes one record behind other bytes.
    static func write(_ record: StoredRecord, to bytes: inout [UInt8]) {
        var members: JSONObject = [
            "offset": .int(record.offset), "timestamp": .string(record.timestamp.description),
        ]
        add(record.key, as: "key", to: &members)
        if !record.headers.isEmpty { members["headers"] = .array(record.headers.map(header)) }
        guard let value = record.value else { return JSONValue.object(members).write(to: &bytes) }
        // What is wrong with it does not matter: what is no JSON goes out as bytes.
        guard (try? JSONValue(parsing: value)) != nil else {
            members["valueBase64"] = .string(Data(value).base64EncodedString())
            return JSONValue.object(members).write(to: &bytes)
        }
        JSONValue.object(members).write(to: &bytes)
        bytes.removeLast()
        bytes.append(contentsOf: #","value":"#.utf8)
        // White space is nothing to a reader, and a line end would end a line of an event stream.
        bytes.append(contentsOf: value.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
        bytes.append(UInt8(ascii: "}"))
    }

    /// A page of records (`RecordPage`).
    static func page(_ page: ReadPage) -> [UInt8] {
        var bytes = Array(#"{"items":["#.utf8)
        for (index, record) in page.records.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(record, to: &bytes)
        }
        let rest: JSONValue = [
            "nextOffset": .int(page.nextOffset), "earliestOffset": .int(page.earliestOffset),
            "highWatermark": .int(page.highWatermark), "damage": .array(page.damage.map(damage)),
        ]
        bytes.append(contentsOf: "],".utf8)
        bytes.append(contentsOf: rest.utf8.dropFirst())
        return bytes
    }

    /// Offsets that are lost (`DamageReport`).
    static func damage(_ range: DamagedRange) -> JSONValue {
        [
            "firstOffset": .int(range.offsets.lowerBound), "nextOffset": .int(range.offsets.upperBound),
            "reason": .string(range.reason),
        ]
    }

    private static func header(_ header: RecordHeader) -> JSONValue {
        var members: JSONObject = ["name": .string(header.name)]
        add(header.value, as: "value", to: &members)
        return .object(members)
    }

    private static func add(_ bytes: ArraySlice<UInt8>?, as name: String, to members: inout JSONObject) {
        guard let bytes else { return }
        if let text = String(validating: bytes, as: UTF8.self) {
            members[name] = .string(text)
        } else {
            members["\(name)Base64"] = .string(Data(bytes).base64EncodedString())
        }
    }
}
