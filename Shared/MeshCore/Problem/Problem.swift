/// Details of a problem as every error of the mesh is told (RFC 9457, `application/problem+json`).
package struct Problem: Error, Hashable, Sendable {
    /// The media type of its JSON.
    package static let mediaType = "application/problem+json"

    /// Names the kind of problem: `urn:orrery:problem:` and the code.
    package var type: String
    /// The kind in a few words, the same every time.
    package var title: String
    /// The status of HTTP.
    package var status: Int
    /// This occurrence, in words that are safe to show.
    package var detail: String?
    /// The kind, for programs (`not_found`).
    package var code: String
    /// The path of the request.
    package var instance: String?
    /// The trace under which the logs tell the cause.
    package var traceId: String?
    /// What is wrong with which field, for problems of validation.
    package var errors: [FieldError]

    package init(
        status: Int, code: String, title: String, detail: String? = nil, instance: String? = nil,
        traceId: String? = nil,
        errors: [FieldError] = []
    ) {
        type = "urn:orrery:problem:" + code
        self.title = title
        self.status = status
        self.detail = detail
        self.code = code
        self.instance = instance
        self.traceId = traceId
        self.errors = errors
    }

    /// The problem as JSON, without the members that it does not have.
    package var json: JSONValue {
        var object = JSONObject()
        object["type"] = .string(type)
        object["title"] = .string(title)
        object["status"] = .int(Int64(status))
        if let detail { object["detail"] = .string(detail) }
        object["code"] = .string(code)
        if let instance { object["instance"] = .string(instance) }
        if let traceId { object["traceId"] = .string(traceId) }
        if !errors.isEmpty { object["errors"] = .array(errors.map(\.json)) }
        return .object(object)
    }
}

extension Problem: Codable {
    private enum CodingKeys: String, CodingKey {
        case type, title, status, detail, code, instance, traceId, errors
    }

    /// Reads a problem of anyone: members that RFC 9457 lets be absent are filled from those that are there.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        status = try container.decodeIfPresent(Int.self, forKey: .status) ?? 500
        title = try container.decodeIfPresent(String.self, forKey: .title) ?? "Error"
        code = try container.decodeIfPresent(String.self, forKey: .code) ?? "error"
        type = try container.decodeIfPresent(String.self, forKey: .type) ?? "about:blank"
        detail = try container.decodeIfPresent(String.self, forKey: .detail)
        instance = try container.decodeIfPresent(String.self, forKey: .instance)
        traceId = try container.decodeIfPresent(String.self, forKey: .traceId)
        errors = try container.decodeIfPresent([FieldError].self, forKey: .errors) ?? []
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type, forKey: .type)
        try container.encode(title, forKey: .title)
        try container.encode(status, forKey: .status)
        try container.encodeIfPresent(detail, forKey: .detail)
        try container.encode(code, forKey: .code)
        try container.encodeIfPresent(instance, forKey: .instance)
        try container.encodeIfPresent(traceId, forKey: .traceId)
        if !errors.isEmpty { try container.encode(errors, forKey: .errors) }
    }
}

extension Problem: Described {
    package static let schema = JSONSchema.object(
        "Problem", description: "Details of a problem (RFC 9457).",
        [
            .required("type", .string(format: .uri, description: "Names the kind of problem.")),
            .required("title", .string(description: "The kind in a few words.")),
            .required("status", .integer(100...599, description: "The status of HTTP.")),
            .optional("detail", .string(description: "This occurrence in words.")),
            .required("code", .string(description: "The kind, for programs.")),
            .optional("instance", .string(description: "The path of the request.")),
            .optional("traceId", .string(description: "The trace under which the cause is logged.")),
            .optional("errors", .array(of: FieldError.schema, description: "What is wrong with which field.")),
        ])
}
