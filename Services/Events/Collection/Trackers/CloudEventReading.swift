import MeshCore

/// The attributes and the data of one CloudEvent.
struct CloudEventReading {
    private var attributes: [(name: String, value: String)] = []
    private var data: JSONValue?

    /// Reads an event in JSON (CloudEvents' JSON format 1.0).
    init(structured json: JSONValue) throws(Rejection) {
        guard let object = json.objectValue else { throw Rejection(.malformed, "an event is an object") }
        for (name, value) in object {
            switch name {
            case "data": data = value
            case "data_base64": data = ["base64": value]
            default:
                if case .bool(let flag) = value {
                    attributes.append((name, flag ? "true" : "false"))
                } else if value != .null {
                    guard let text = ValueText(value)?.text else {
                        throw Rejection(.invalidField, field: name, "\(name) is empty or no plain value")
                    }
                    attributes.append((name, text))
                }
            }
        }
    }

    /// Reads an event whose attributes stand in the head, percent-encoded, and whose data is the body.
    init(binary request: CollectRequest, mediaType: String) throws(Rejection) {
        for field in request.headers where field.name.hasPrefix("ce-") {
            guard let value = PercentEncoding.decode(field.value[...], plus: .isPlus) else {
                throw Rejection(.invalidField, field: field.name, "\(field.name) is not percent-encoded UTF-8")
            }
            attributes.append((String(field.name.dropFirst(3)), value))
        }
        guard !request.body.isEmpty else { return }
        if mediaType.isEmpty || mediaType == "application/json" || mediaType.hasSuffix("+json") {
            do {
                data = try JSONValue(parsing: request.body)
            } catch {
                throw .malformed(error)
            }
        } else if let text = String(validating: request.body, as: UTF8.self) {
            data = .string(text)
        } else {
            data = ["base64": .string(Base64Bytes.encode(request.body))]
        }
    }

    /// - Parameter key: The site that the request names, if it names one.
    func draft(key: String?) throws(Rejection) -> EventDraft {
        guard try required("specversion") == "1.0" else {
            throw Rejection(.unsupported, field: "specversion", "only version 1.0 is read")
        }
        guard let site = key ?? self["site"] else { throw .missing("site") }
        var draft = EventDraft(site: .key(site), kind: .action, name: try required("type"))
        draft.id = try required("id")
        draft.source = try required("source")
        if let time = self["time"] {
            guard let moment = Timestamp(time) else {
                throw Rejection(.invalidField, field: "time", "time is no moment")
            }
            draft.occurredAt = moment
        }
        if let data { draft.properties = data.objectValue ?? ["value": data] }
        let own: Set = ["specversion", "type", "id", "source", "time", "site", "datacontenttype"]
        for attribute in attributes where !own.contains(attribute.name) {
            draft.properties["ce_" + attribute.name] = .string(attribute.value)
        }
        draft.userID = draft.properties["userId"]?.stringValue
        draft.deviceID = draft.properties["anonymousId"]?.stringValue
        draft.takeCommerce(from: .object(draft.properties))
        return draft
    }

    private subscript(name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    private func required(_ name: String) throws(Rejection) -> String {
        guard let value = self[name], !value.isEmpty else { throw .missing(name) }
        return value
    }
}
