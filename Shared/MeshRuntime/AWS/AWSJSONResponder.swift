import HTTPTypes
import Hummingbird
import MeshCore
import NIOCore

/// Answers requests in AWS JSON 1.0: finds the operation by `X-Amz-Target`, proves the caller, reads the input.
struct AWSJSONResponder: HTTPResponder {
    private let service: AWSJSONService
    private let proof: SignatureProof
    private let answer = AWSAnswer(form: .json)

    init(_ service: AWSJSONService, environment: RequestEnvironment) {
        self.service = service
        proof = SignatureProof(
            service: service.signingName, bodyLimit: service.bodyLimit, authenticator: environment.authenticator,
            clock: environment.clock)
    }

    func respond(to request: Request, context: MeshRequestContext) async throws -> Response {
        let target = request.headers[.amazonTarget] ?? ""
        do {
            let output = try await output(of: request, target: target, context)
            let reply = HTTPReply(
                status: .ok, headers: [.contentType: AWSJSONService.mediaType],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: output.utf8)))
            return answer.success(reply, in: context)
        } catch {
            return answer.failure(.standing(for: error, operation: target, in: context), in: context)
        }
    }

    private func output(
        of request: Request, target: String, _ context: MeshRequestContext
    ) async throws -> JSONValue {
        var request = request
        var context = context
        let (name, entry) = try operation(target)
        context.principal = try await AccessGuard(access: entry.access, proof: proof).admit(&request, context)
        let body = try await request.collectAWSBody(upTo: service.bodyLimit)
        let call = AWSCall(
            operation: name, head: request.head, body: body, input: try AWSInput.object(in: body),
            requestID: AWSAnswer.requestID(of: context), parameters: [:])
        return try await entry.handler(call, context)
    }

    private func operation(_ target: String) throws(AWSError) -> (name: String, AWSJSONService.Entry) {
        let parts = target.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == service.target, let entry = service.entries[String(parts[1])] else {
            throw .unknownOperation(
                target.isEmpty
                    ? "X-Amz-Target must name an operation of \(service.target)."
                    : "There is no operation \(target.prefix(128)) here.")
        }
        return (String(parts[1]), entry)
    }
}
