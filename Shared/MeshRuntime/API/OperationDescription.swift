import HTTPTypes
import MeshCore

/// What documentation says of an operation: its declaration without the type of its body.
struct OperationDescription: Sendable {
    let id: String
    let summary: String
    let tag: String
    let access: Access
    let parameters: [Parameter]
    let mediaTypes: [String]
    let requestSchema: JSONSchema?
    /// The schemas of single media types.
    let requestSchemas: [String: JSONSchema]
    let responses: [ResponseDeclaration]
    let conditional: ConditionalRule
    let idempotency: IdempotencyRule
    /// Statuses of all problems that it may answer, sorted.
    let problems: [Int]

    init<Body>(_ operation: Operation<Body>, method: HTTPRequest.Method) {
        id = operation.id
        summary = operation.summary
        tag = operation.tag
        access = operation.access
        parameters = operation.parameters
        mediaTypes = operation.request.mediaTypes
        requestSchema = operation.request.schema
        requestSchemas = operation.request.schemas
        responses = operation.responses
        conditional = operation.conditional
        idempotency = operation.idempotency
        problems = Self.problems(of: operation, method: method)
    }

    private static func problems<Body>(of operation: Operation<Body>, method: HTTPRequest.Method) -> [Int] {
        // What the transport and the pipeline may answer to anything: malformed, too slow, too large, too much, not
        // now.
        var statuses: Set<Int> = [400, 405, 406, 408, 413, 414, 429, 431, 500, 502, 503, 504]
        statuses.formUnion(operation.problems)
        switch operation.access {
        case .public: break
        case .user, .userOrGuest: statuses.insert(401)
        case .role, .scope, .meshOrRole: statuses.formUnion([401, 403])
        case .mesh: statuses.insert(403)
        }
        if operation.parameters.contains(where: { $0.location == .path }) { statuses.insert(404) }
        if !operation.request.mediaTypes.isEmpty { statuses.insert(415) }
        switch operation.conditional {
        case .none, .read: break
        case .write: statuses.insert(412)
        case .requiredWrite: statuses.formUnion([412, 428])
        }
        switch operation.idempotency {
        case .none: break
        case .accepted, .required, .requiredByHandler: statuses.formUnion([409, 422])
        }
        return statuses.sorted()
    }
}
