import EventLog
import EventsAPI
import FoundationEssentials
import MeshCore

/// Reads the records of a request (`PublishRecords`), each by itself.
enum RecordReading {
    /// The records of a document.
    ///
    /// - Returns: One draft for each record, in their order.
    /// - Throws: ``RecordRejection`` when the document is no list of records.
    static func drafts(in document: JSONValue) throws(RecordRejection) -> [RecordDraft] {
        guard case .object(let object) = document else {
            throw RecordRejection(field: "", code: "type", message: "An object with the member records is expected.")
        }
        if let (other, _) = object.first(where: { name, _ in name != "records" }) {
            throw RecordRejection(field: other, code: "unknown", message: "There is no such member.")
        }
        guard let records = document["records"]?.arrayValue else {
            throw RecordRejection(field: "records", code: "required", message: "A list of records is expected.")
        }
        guard (1...EventsFields.mostRecords).contains(records.count) else {
            throw RecordRejection(
                field: "records", code: "count", message: "A request has 1 … \(EventsFields.mostRecords) records.")
        }
        return records.enumerated().map { index, value in
            if let record = plainRecord(of: value) { return .success(record) }
            return draft(of: value, at: "records[\(index)]")
        }
    }

    /// A record with nothing but a key and a value, as most are: what it is needs no schema. Nil for all others.
    private static func plainRecord(of value: JSONValue) -> LogRecord? {
        guard case .object(let members) = value else { return nil }
        var (key, content): (ArraySlice<UInt8>?, ArraySlice<UInt8>?)
        for (name, member) in members {
            switch (name, member) {
            case ("key", .string(let text)) where text.utf8.count <= EventsFields.longestKey:
                key = ArraySlice(text.utf8)
            case ("value", .null): break
            case ("value", _): content = ArraySlice(member.utf8)
            default: return nil
            }
        }
        return LogRecord(key: key, value: content)
    }

    /// A record, or what is wrong with it.
    static func draft(of value: JSONValue, at path: String) -> RecordDraft {
        let errors = PublishedRecord.schema.validate(value, field: path)
        guard errors.isEmpty else { return .failure(RecordRejection(errors)) }
        do {
            return .success(
                LogRecord(
                    key: try bytes(of: value, "key", at: path) { $0.stringValue.map { ArraySlice($0.utf8) } },
                    value: try bytes(of: value, "value", at: path) { $0 == .null ? nil : ArraySlice($0.utf8) },
                    headers: try headers(of: value, at: path),
                    timestamp: value["timestamp"]?.stringValue.flatMap { Timestamp($0) }))
        } catch {
            return .failure(error)
        }
    }

    /// A member that may be given in Base64 instead.
    private static func bytes(
        of value: JSONValue, _ name: String, at path: String, plain: (JSONValue) -> ArraySlice<UInt8>?
    ) throws(RecordRejection) -> ArraySlice<UInt8>? {
        guard let encoded = value["\(name)Base64"]?.stringValue else { return value[name].flatMap(plain) }
        let field = "\(path).\(name)Base64"
        guard value[name] == nil else {
            throw RecordRejection(field: field, code: "conflict", message: "Give \(name) or \(name)Base64, not both.")
        }
        guard let data = Data(base64Encoded: encoded) else {
            throw RecordRejection(field: field, code: "base64", message: "This is no Base64.")
        }
        return ArraySlice(data)
    }

    private static func headers(of value: JSONValue, at path: String) throws(RecordRejection) -> [RecordHeader] {
        var headers: [RecordHeader] = []
        for (index, header) in (value["headers"]?.arrayValue ?? []).enumerated() {
            let name = header["name"]?.stringValue ?? ""
            let bytes = try bytes(of: header, "value", at: "\(path).headers[\(index)]") {
                $0.stringValue.map { ArraySlice($0.utf8) }
            }
            headers.append(RecordHeader(name, bytes))
        }
        switch (value["source"]?.stringValue, value["id"]?.stringValue) {
        case (nil, nil): return headers
        case (let source?, let id?):
            guard headers.eventIdentity == nil else {
                throw RecordRejection(
                    field: "\(path).id", code: "conflict", message: "The headers name the event already.")
            }
            return [RecordHeader(EventHeaderName.source, source), RecordHeader(EventHeaderName.id, id)] + headers
        case (nil, _?):
            throw RecordRejection(
                field: "\(path).source", code: "required", message: "An id is one among those of a source.")
        case (_?, nil):
            throw RecordRejection(
                field: "\(path).id", code: "required", message: "A source without an id names no event.")
        }
    }
}
