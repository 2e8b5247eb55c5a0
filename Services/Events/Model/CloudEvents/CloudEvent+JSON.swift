import FoundationEssentials
import MeshCore

extension CloudEvent {
    /// Reads an event of the JSON format (CloudEvents JSON event format 1.0).
    ///
    /// - Parameters:
    ///   - value: The document, or a member of a batch.
    ///   - path: What stands before the names of its members in an error: empty, or `[3]`.
    static func draft(of value: JSONValue, at path: String = "") -> RecordDraft {
        guard case .object(let object) = value else {
            return .failure(RecordRejection(field: path, code: "type", message: "An event is an object."))
        }
        func field(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        var event = CloudEvent(attributes: [:], contentType: nil, data: nil)
        for (name, member) in object where name != "data" && name != "data_base64" && member != .null {
            guard let text = attributeText(member) else {
                return .failure(
                    RecordRejection(
                        field: field(name), code: "type", message: "An attribute is a text, a whole number or a truth.")
                )
            }
            if name == "datacontenttype" { event.contentType = text } else { event.attributes[name] = text }
        }
        let errors = event.faults(path: field)
        guard errors.isEmpty else { return .failure(RecordRejection(errors)) }
        do {
            event.data = try data(of: object, contentType: event.contentType, path: field)
        } catch {
            return .failure(error)
        }
        // The format says JSON where nothing is said (section 3.1.1).
        if event.contentType == nil, object["data"] != nil { event.contentType = "application/json" }
        return .success(event.record)
    }

    /// The events of a batch, each by itself.
    ///
    /// - Parameter limit: The most events.
    /// - Throws: ``RecordRejection`` when the document is no list, or too long.
    static func drafts(inBatch document: JSONValue, limit: Int) throws(RecordRejection) -> [RecordDraft] {
        guard let events = document.arrayValue else {
            throw RecordRejection(field: "", code: "type", message: "A batch is a list of events.")
        }
        guard events.count <= limit else {
            throw RecordRejection(field: "", code: "count", message: "A batch has at most \(limit) events.")
        }
        return events.enumerated().map { index, event in draft(of: event, at: "[\(index)]") }
    }

    /// The canonical text of an attribute's value (CloudEvents 1.0, section "Type system").
    private static func attributeText(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .null, .double, .array, .object: nil
        }
    }

    /// The bytes of the data: a text of another media type than JSON stands for itself (section 3.1.1).
    private static func data(
        of object: JSONObject, contentType: String?, path: (String) -> String
    ) throws(RecordRejection) -> ArraySlice<UInt8>? {
        if let encoded = object["data_base64"], encoded != .null {
            guard object["data"] == nil else {
                throw RecordRejection(
                    field: path("data_base64"), code: "conflict", message: "Give data or data_base64, not both.")
            }
            guard let data = encoded.stringValue.flatMap({ Data(base64Encoded: $0) }) else {
                throw RecordRejection(field: path("data_base64"), code: "base64", message: "This is no Base64.")
            }
            return ArraySlice(data)
        }
        guard let data = object["data"] else { return nil }
        if case .string(let text) = data, let contentType, !isJSON(contentType) { return ArraySlice(text.utf8) }
        return ArraySlice(data.utf8)
    }

    /// Whether a media type's subtype is `json`, or ends with `+json`.
    private static func isJSON(_ mediaType: String) -> Bool {
        let essence = mediaType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return essence.hasSuffix("/json") || essence.hasSuffix("+json")
    }
}
