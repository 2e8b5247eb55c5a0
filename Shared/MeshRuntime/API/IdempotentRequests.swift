import Crypto
import HTTPTypes
import Hummingbird
import MeshCore
import NIOCore

/// Does a request with an `Idempotency-Key` once, however often it is sent.
struct IdempotentRequests: Sendable {
    enum Demand {
        case accepted, required
    }

    /// Longer answers are not kept: the operations that take keys create one resource and answer with it.
    static let answerLimit = 256 * 1024

    /// The longest key, in bytes: ample for a UUID or a digest.
    static let keyLimit = 255

    let operation: String
    let demand: Demand
    let store: any IdempotencyStore

    init(operation: String, demand: Demand, store: (any IdempotencyStore)?) {
        guard let store else {
            preconditionFailure("The operation \(operation) takes idempotency keys, but its service keeps none")
        }
        self.operation = operation
        self.demand = demand
        self.store = store
    }

    /// Runs the work, or replays its answer.
    ///
    /// An answer is kept when it was given by the work itself, a refusal like 409 included; a failure that may pass (5xx, 429) gives the key back.
    func run(
        _ request: Request, body: ByteBuffer, _ context: MeshRequestContext, _ work: () async throws -> Response
    ) async throws -> Response {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else {
            if case .required = demand {
                throw Problem.badRequest("Send an Idempotency-Key header, so that a repetition does no harm.", code: "idempotency_key_required")
            }
            return try await work()
        }
        guard !key.isEmpty, key.utf8.count <= Self.keyLimit, key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Problem.validation([
                FieldError(
                    field: "Idempotency-Key", code: "malformed",
                    message: "From 1 to \(Self.keyLimit) printable ASCII characters are expected.")
            ])
        }
        let scoped = "\(operation) \(context.principal?.subject ?? context.peer ?? "-") \(key)"
        switch try await store.begin(key: scoped, fingerprint: fingerprint(of: request, body: body)) {
        case .new: return try await perform(scoped, for: request, context, work)
        case .replay(let answer): return answer.response
        case .inProgress:
            throw ProblemError(
                .conflict("A request with this Idempotency-Key is being carried out.", code: "idempotency_in_progress"),
                headers: [.retryAfter: "1"])
        case .mismatch:
            throw Problem.unprocessable("This Idempotency-Key was used for another request.", code: "idempotency_key_reused")
        }
    }

    private func perform(
        _ key: String, for request: Request, _ context: MeshRequestContext, _ work: () async throws -> Response
    ) async throws -> Response {
        let response: Response
        do {
            response = try await work()
        } catch let error as any ProblemConvertible where error.problem.status < 500 && error.problem.status != 429 {
            response = ProblemResponse.make(error, for: request, in: context)
        } catch {
            try await store.abandon(key: key)
            throw error
        }
        let body = try await response.collectBody(upTo: Self.answerLimit)
        let answer = StoredAnswer(response, body: body)
        try await store.finish(key: key, answer: answer)
        return Response(status: response.status, headers: response.headers, body: ResponseBody(byteBuffer: body))
    }

    private func fingerprint(of request: Request, body: ByteBuffer) -> String {
        var digest = SHA256()
        digest.update(data: Array("\(request.method) \(request.head.path ?? "/")\n".utf8))
        digest.update(data: Array(body.readableBytesView))
        return digest.finalize().reduce(into: "") { text, byte in
            text.unicodeScalars.append(Unicode.Scalar(Hexadecimal.digit(byte >> 4)))
            text.unicodeScalars.append(Unicode.Scalar(Hexadecimal.digit(byte & 0xF)))
        }
    }
}
