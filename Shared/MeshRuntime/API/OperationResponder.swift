import HTTPTypes
import Hummingbird
import MeshCore
import NIOCore

/// Answers the requests of one operation: who may, what came, the handler, and every failure as a problem.
struct OperationResponder<Body: Sendable>: HTTPResponder {
    private let operation: Operation<Body>
    private let handler: @Sendable (OperationInput<Body>, MeshRequestContext) async throws -> HTTPReply
    private let guardian: AccessGuard
    private let parameters: ParameterReader
    private let bodies: BodyReader<Body>
    private let idempotency: IdempotentRequests?
    /// The media types of all answers of success.
    private let offered: [String]

    init(
        operation: Operation<Body>, environment: RequestEnvironment,
        handler: @escaping @Sendable (OperationInput<Body>, MeshRequestContext) async throws -> HTTPReply
    ) {
        self.operation = operation
        self.handler = handler
        guardian = AccessGuard(
            access: operation.access, proof: BearerProof(authenticator: environment.authenticator))
        parameters = ParameterReader(operation.parameters, query: operation.query)
        bodies = BodyReader(operation.request)
        precondition(
            operation.request.open == nil || operation.idempotency == .none,
            "The operation \(operation.id) streams its body, which idempotency keys need as a whole")
        offered = operation.responses.compactMap(\.mediaType).compactMap { MediaTypes.essence($0) }
        switch operation.idempotency {
        case .none, .requiredByHandler: idempotency = nil
        case .accepted:
            idempotency = IdempotentRequests(
                operation: operation.id, demand: .accepted, keys: environment.idempotency,
                parameters: operation.parameters)
        case .required:
            idempotency = IdempotentRequests(
                operation: operation.id, demand: .required, keys: environment.idempotency,
                parameters: operation.parameters)
        }
    }

    func respond(to request: Request, context: MeshRequestContext) async throws -> Response {
        do {
            var request = request
            var context = context
            context.principal = try await guardian.admit(&request, context)
            return try await answer(request, context)
        } catch {
            return ProblemResponse.make(error, for: request, in: context)
        }
    }

    private func answer(_ request: Request, _ context: MeshRequestContext) async throws -> Response {
        if !offered.isEmpty, let accept = request.headers.text(of: .accept), accept != "*/*",
            !MediaTypes.accepts(accept, anyOf: offered)
        {
            throw Problem.notAcceptable("This operation answers \(offered.joined(separator: ", ")).")
        }
        let values = try parameters.read(request, context)
        let conditions = try ConditionalRequest(request.headers, rule: operation.conditional)
        let content = try await bodies.read(request)
        var input = OperationInput(
            body: content.body, document: content.document, head: request.head, conditions: conditions, values: values)
        guard let idempotency else { return response(of: try await handler(input, context), to: conditions) }
        return try await idempotency.run(request, body: content.bytes, context) { claim in
            input.claim = claim
            return response(of: try await handler(input, context), to: conditions)
        }
    }

    /// Makes the reply an answer; a read of a version that the caller has becomes a 304 (RFC 9110, section 15.4.5).
    private func response(of reply: HTTPReply, to conditions: ConditionalRequest) -> Response {
        guard conditions.ifNoneMatch != nil, case .read = operation.conditional, reply.status == .ok,
            let tag = reply.headers[.eTag], conditions.isNotModified(ETag(tag))
        else {
            return Response(status: reply.status, headers: reply.headers, body: reply.body)
        }
        var headers: HTTPFields = [.eTag: tag]
        headers[.cacheControl] = reply.headers[.cacheControl]
        headers[.contentLocation] = reply.headers[.contentLocation]
        headers[.vary] = reply.headers[.vary]
        return Response(status: .notModified, headers: headers)
    }
}
