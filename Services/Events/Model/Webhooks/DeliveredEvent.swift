import EventLog
import FoundationEssentials
import MeshCore

/// A record as a structured CloudEvent. With `type` and `data` where both specifications have them, and an attribute
/// `timestamp` beside `time`, it is a payload as Standard Webhooks recommends it, too.
enum DeliveredEvent {
    /// The type of records that are no events.
    static let plainType = "orrery.record"

    /// The type of a record's event.
    static func type(of record: StoredRecord) -> String {
        record.headers.text(of: EventHeaderName.type) ?? plainType
    }

    /// The document of a record. Data that is JSON stands there byte by byte as it was stored.
    static func body(of record: StoredRecord, at place: TopicPartition) -> [UInt8] {
        var members = attributes(of: record, at: place)
        guard let value = record.value else { return JSONValue.object(members).utf8 }
        // What is wrong with it does not matter: what is no JSON goes out as text or as bytes.
        guard isJSON(record), (try? JSONValue(parsing: value)) != nil else {
            if isText(record), let text = String(validating: value, as: UTF8.self) {
                members["data"] = .string(text)
            } else {
                members["data_base64"] = .string(Data(value).base64EncodedString())
            }
            return JSONValue.object(members).utf8
        }
        var bytes = JSONValue.object(members).utf8
        bytes.removeLast()
        bytes.append(contentsOf: #","data":"#.utf8)
        bytes.append(contentsOf: value)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// The event's own attributes, those that every event has and this one has not, and where it stands in the log.
    private static func attributes(of record: StoredRecord, at place: TopicPartition) -> JSONObject {
        var members: JSONObject = [
            "specversion": .string(CloudEvent.version), "id": .string("\(place.partition)/\(record.offset)"),
            "source": .string("/v1/topics/\(place.topic)"), "type": .string(plainType),
            "time": .string(record.timestamp.description), "timestamp": .string(record.timestamp.description),
            "logtopic": .string(place.topic.description), "logpartition": .int(Int64(place.partition)),
            "logoffset": .int(record.offset),
        ]
        if let key = record.key.flatMap({ String(validating: $0, as: UTF8.self) }) {
            members["partitionkey"] = .string(key)
        }
        if let type = contentType(of: record) {
            members["datacontenttype"] = .string(type)
        } else if record.value != nil {
            members["datacontenttype"] = .string("application/json")
        }
        for header in record.headers where header.name.hasPrefix(EventHeaderName.prefix) {
            let name = String(header.name.dropFirst(EventHeaderName.prefix.count))
            guard name != "data", !name.isEmpty, let value = header.value else { continue }
            members[name] = .string(String(decoding: value, as: UTF8.self))
        }
        return members
    }

    private static func contentType(of record: StoredRecord) -> String? {
        record.headers.text(of: EventHeaderName.contentType)
    }

    private static func isJSON(_ record: StoredRecord) -> Bool {
        guard let type = contentType(of: record) else { return true }
        let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return essence.hasSuffix("/json") || essence.hasSuffix("+json")
    }

    private static func isText(_ record: StoredRecord) -> Bool {
        contentType(of: record)?.lowercased().hasPrefix("text/") ?? false
    }
}
