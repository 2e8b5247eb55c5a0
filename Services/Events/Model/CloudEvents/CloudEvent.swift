import EventLog
import MeshCore

/// An event (CloudEvents 1.0): what it is in attributes, what it brings in data.
struct CloudEvent: Hashable, Sendable {
    /// All attributes but the media type of the data, in their canonical text.
    var attributes: [String: String]
    /// The media type of the data (`datacontenttype`); nil when it is not told.
    var contentType: String?
    /// nil for an event without data.
    var data: ArraySlice<UInt8>?

    /// The attributes that every event has (section 3.1).
    static let required = ["specversion", "id", "source", "type"]
    /// The version of the specification that is understood.
    static let version = "1.0"
    /// The attribute that becomes the record's key (Kafka protocol binding, section 3.1; partitioning extension).
    private static let keyAttribute = "partitionkey"

    /// The event as a record: the attributes in its headers, the data as its value (Kafka protocol binding 1.0, section
    /// 3.2).
    var record: LogRecord {
        var headers = contentType.map { [RecordHeader(EventHeaderName.contentType, $0)] } ?? []
        let others = attributes.keys.filter { !Self.required.contains($0) }.sorted()
        for name in Self.required + others {
            if let value = attributes[name] { headers.append(RecordHeader(EventHeaderName.prefix + name, value)) }
        }
        return LogRecord(
            key: attributes[Self.keyAttribute].map { ArraySlice($0.utf8) }, value: data, headers: headers,
            timestamp: attributes["time"].flatMap { Timestamp($0) })
    }

    /// What is wrong with its attributes.
    ///
    /// - Parameter path: Gives the field of an attribute its name in the request.
    func faults(path: (String) -> String) -> [FieldError] {
        var errors = Self.required.filter { attributes[$0] == nil }.map { name in
            FieldError(field: path(name), code: "required", message: "Every event has the attribute \(name).")
        }
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            if let fault = Self.fault(of: name, value) {
                errors.append(FieldError(field: path(name), code: fault.code, message: fault.message))
            }
        }
        return errors
    }

    private static func fault(of name: String, _ value: String) -> (code: String, message: String)? {
        // Section 3: lower-case letters and digits only.
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) else {
            return ("name", "The names of attributes are lower-case letters and digits.")
        }
        switch name {
        case "specversion":
            return value == version ? nil : ("version", "Events of the version \(version) are understood.")
        case "id", "source", "type", "subject", "dataschema":
            guard !value.isEmpty else { return ("too_short", "It is not empty.") }
            return value.utf8.count <= 2048 ? nil : ("too_long", "It has at most 2048 bytes.")
        case "time": return Timestamp(value) == nil ? ("format", "A time in RFC 3339 is expected.") : nil
        default: return value.utf8.count <= 8192 ? nil : ("too_long", "It has at most 8192 bytes.")
        }
    }
}
