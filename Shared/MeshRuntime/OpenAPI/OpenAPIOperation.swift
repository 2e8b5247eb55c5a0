import HTTPTypes
import MeshCore
import MeshTransport

/// One operation as the document prints it.
struct OpenAPIOperation {
    private let operation: OperationDescription

    init(_ operation: OperationDescription) {
        self.operation = operation
    }

    func json(collecting schemas: inout JSONObject) -> JSONValue {
        var object: JSONObject = [
            "operationId": .string(operation.id),
            "summary": .string(operation.summary),
            "tags": [.string(operation.tag)],
        ]
        let parameters = self.parameters
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        if let body = requestBody(collecting: &schemas) { object["requestBody"] = body }
        object["responses"] = responses(collecting: &schemas)
        object["security"] = .array(security)
        return .object(object)
    }

    /// An empty requirement beside another makes it optional (OpenAPI 3.1, section 4.8.10).
    private var security: [JSONValue] {
        switch operation.access {
        case .public, .mesh: []
        case .userOrGuest: [[:], ["bearerAuth": []]]
        case .user, .role, .scope, .meshOrRole: [["bearerAuth": .array(scopes)]]
        }
    }

    /// Since 3.1 a scheme of any type may name the roles it needs (OpenAPI 3.1, section 4.8.30).
    private var scopes: [JSONValue] {
        switch operation.access {
        case .role(let role), .meshOrRole(_, let role): [.string("role:\(role)")]
        case .scope(let scope): [.string(scope)]
        case .public, .userOrGuest, .user, .mesh: []
        }
    }

    // MARK: What goes in

    private var parameters: [JSONValue] {
        var all = operation.parameters.map(Self.describe)
        switch operation.conditional {
        case .none: break
        case .read:
            all.append(Self.tagHeader("If-None-Match", "Answer 304 when this is still the version.", required: false))
        case .write:
            all.append(Self.tagHeader("If-Match", "Write only when this is still the version.", required: false))
        case .requiredWrite:
            all.append(Self.tagHeader("If-Match", "Write only when this is still the version.", required: true))
        }
        switch operation.idempotency {
        case .none: break
        case .accepted: all.append(Self.idempotencyKey(required: false))
        case .required, .requiredByHandler: all.append(Self.idempotencyKey(required: true))
        }
        return all
    }

    private static func describe(_ parameter: Parameter) -> JSONValue {
        var schema = parameter.kind.schema.objectValue ?? JSONObject()
        if let standard = parameter.standard, case .success(let value) = parameter.kind.read(standard) {
            schema["default"] = value.json
        }
        var object: JSONObject = [
            "name": .string(parameter.name), "in": .string(parameter.location.rawValue),
            "description": .string(parameter.meaning), "required": .bool(parameter.isRequired),
        ]
        if case .list = parameter.kind {
            // Values separated by commas in one parameter.
            object["style"] = parameter.location == .query ? "form" : "simple"
            object["explode"] = false
        }
        object["schema"] = .object(schema)
        return .object(object)
    }

    private static func tagHeader(_ name: String, _ meaning: String, required: Bool) -> JSONValue {
        [
            "name": .string(name), "in": "header", "description": .string(meaning), "required": .bool(required),
            "schema": ["type": "string", "pattern": #"^(\*|(W/)?"[!#-~]*"(, ?(W/)?"[!#-~]*")*)$"#],
        ]
    }

    private static func idempotencyKey(required: Bool) -> JSONValue {
        [
            "name": "Idempotency-Key", "in": "header",
            "description": "Names the request, so that a repetition is answered with what the first one was.",
            "required": .bool(required),
            "schema": [
                "type": "string", "minLength": 1, "maxLength": .int(Int64(IdempotentRequests.keyLimit)),
                "pattern": "^[!-~]+$",
            ],
        ]
    }

    private func requestBody(collecting schemas: inout JSONObject) -> JSONValue? {
        guard !operation.mediaTypes.isEmpty else { return nil }
        let schema = operation.requestSchema?.json(collecting: &schemas) ?? ["type": "string", "format": "binary"]
        var content = JSONObject()
        for mediaType in operation.mediaTypes {
            let own = operation.requestSchemas[mediaType]?.json(collecting: &schemas)
            content[mediaType] = ["schema": own ?? schema]
        }
        return ["required": true, "content": .object(content)]
    }

    // MARK: What comes out

    private func responses(collecting schemas: inout JSONObject) -> JSONValue {
        var responses = JSONObject()
        for response in operation.responses {
            let status = String(response.status.code)
            responses[status] = Self.adding(describe(response, collecting: &schemas), to: responses[status])
        }
        if case .read = operation.conditional {
            responses["304"] = [
                "description": "The version that If-None-Match names is current.", "headers": ["ETag": Self.etag],
            ]
        }
        for status in operation.problems where responses[String(status)] == nil {
            responses[String(status)] = Self.problem(status, collecting: &schemas)
        }
        return .object(responses)
    }

    /// Two answers of one status are one with the content of both.
    private static func adding(_ response: JSONValue, to other: JSONValue?) -> JSONValue {
        guard var object = other?.objectValue, var content = object["content"]?.objectValue,
            let more = response["content"]?.objectValue
        else { return response }
        for (mediaType, schema) in more { content[mediaType] = schema }
        object["content"] = .object(content)
        return .object(object)
    }

    private func describe(_ response: ResponseDeclaration, collecting schemas: inout JSONObject) -> JSONValue {
        var object: JSONObject = ["description": .string(response.meaning)]
        var headers = JSONObject()
        if response.hasETag { headers["ETag"] = Self.etag }
        if response.hasLocation {
            headers["Location"] = ["description": "The address of the new resource.", "schema": ["type": "string"]]
        }
        if !headers.isEmpty { object["headers"] = .object(headers) }
        if let mediaType = response.mediaType {
            let schema = response.schema?.json(collecting: &schemas)
            object["content"] = [mediaType: .object(schema.map { ["schema": $0] } ?? [:])]
        }
        return .object(object)
    }

    private static let etag: JSONValue = ["description": "The version of the resource.", "schema": ["type": "string"]]

    private static func problem(_ status: Int, collecting schemas: inout JSONObject) -> JSONValue {
        var object: JSONObject = ["description": .string(HTTP1Status.reason(status))]
        switch status {
        case 401:
            object["headers"] = ["WWW-Authenticate": ["description": "What to send.", "schema": ["type": "string"]]]
        case 405:
            object["headers"] = ["Allow": ["description": "The methods of the path.", "schema": ["type": "string"]]]
        case 429, 503:
            object["headers"] = ["Retry-After": ["description": "Seconds to wait.", "schema": ["type": "string"]]]
        default: break
        }
        object["content"] = [Problem.mediaType: ["schema": Problem.schema.json(collecting: &schemas)]]
        return .object(object)
    }
}
