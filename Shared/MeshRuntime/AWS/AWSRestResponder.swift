import HTTPTypes
import Hummingbird
import MeshCore
import NIOCore

/// Answers requests of one REST-JSON operation.
struct AWSRestResponder: HTTPResponder {
    private let route: AWSRestRoute
    private let placeholders: [String]
    private let guardian: AccessGuard
    private let answer = AWSAnswer(form: .rest)

    init(_ route: AWSRestRoute, environment: RequestEnvironment) {
        self.route = route
        placeholders = route.placeholders
        guardian = AccessGuard(
            access: route.access,
            proof: SignatureProof(
                service: route.signingName, bodyLimit: route.body.limit, authenticator: environment.authenticator,
                clock: environment.clock))
    }

    func respond(to request: Request, context: MeshRequestContext) async throws -> Response {
        do {
            return answer.success(try await reply(to: request, context), in: context)
        } catch {
            return answer.failure(.standing(for: error, operation: route.operation, in: context), in: context)
        }
    }

    private func reply(to request: Request, _ context: MeshRequestContext) async throws -> HTTPReply {
        var request = request
        var context = context
        context.principal = try await guardian.admit(&request, context)
        let body = try await request.collectAWSBody(upTo: route.body.limit)
        let input: JSONObject =
            switch route.body {
            case .json: try AWSInput.object(in: body)
            case .bytes: [:]
            }
        let call = AWSCall(
            operation: route.operation, head: request.head, body: body, input: input,
            requestID: AWSAnswer.requestID(of: context), parameters: try parameters(context))
        return try await route.handler(call, context)
    }

    private func parameters(_ context: MeshRequestContext) throws(AWSError) -> [String: String] {
        var values: [String: String] = [:]
        for name in placeholders {
            guard let value = PercentEncoding.decode(context.parameters[Substring(name)] ?? "", plus: .isPlus) else {
                throw .serialization("The percent-encoding of '\(name)' is broken.")
            }
            values[name] = value
        }
        return values
    }
}
