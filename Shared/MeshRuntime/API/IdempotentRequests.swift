import HTTPTypes
import Hummingbird
import MeshCore
import MeshStore
import NIOCore

/// Does a request with an `Idempotency-Key` once, however often it is sent.
struct IdempotentRequests: Sendable {
    enum Demand {
        case accepted, required
    }

    /// Longer answers are not kept: the operations that take keys create one resource and answer with it.
    static let answerLimit = 256 * 1024

    /// The longest key, in bytes, that ``IdempotencyKey`` takes.
    static let keyLimit = 255

    /// The last pause before the answer is that the request is still being carried out; they double from 5 ms.
    private static let longestPause = Duration.milliseconds(160)

    private let operation: String
    private let demand: Demand
    private let keys: IdempotencyKeys
    /// The header fields that the operation declares: they are part of what a request asks for. A guest's secret is one
    /// of them, so that nobody without it is shown the answer that its bearer was given.
    private let fields: [HTTPField.Name]

    init(operation: String, demand: Demand, keys: IdempotencyKeys?, parameters: [Parameter] = []) {
        guard let keys else {
            preconditionFailure("The operation \(operation) takes idempotency keys, but its service keeps none")
        }
        self.operation = operation
        self.demand = demand
        self.keys = keys
        fields = parameters.filter { $0.location == .header }.compactMap { HTTPField.Name($0.name) }
    }

    /// Runs the work, or replays its answer.
    ///
    /// An answer is kept when the work itself gave it, a refusal like 409 included; a failure that may pass (5xx, 429)
    /// gives the key back.
    ///
    /// - Parameter work: Is given the claim, so that it may finish it in the transaction of its change; nil without a
    ///   key.
    func run(
        _ request: Request, body: ByteBuffer, _ context: MeshRequestContext,
        _ work: (IdempotencyClaim?) async throws -> Response
    ) async throws -> Response {
        guard let text = request.headers[.idempotencyKey] else {
            if case .required = demand {
                throw Problem.badRequest(
                    "Send an Idempotency-Key header, so that a repetition does no harm.",
                    code: "idempotency_key_required")
            }
            return try await work(nil)
        }
        let caller = context.principal?.subject ?? context.peer ?? "-"
        guard let key = IdempotencyKey(scope: "\(operation) \(caller)", value: text) else {
            throw Problem.validation([
                FieldError(
                    field: "Idempotency-Key", code: "malformed",
                    message: "From 1 to \(Self.keyLimit) visible ASCII characters are expected.")
            ])
        }
        let fingerprint = RequestFingerprint(
            method: request.method.rawValue, target: request.head.path ?? "/", body: content(of: request, body))
        switch try await outcome(of: key, fingerprint) {
        case .new(let claim): return try await perform(claim, for: request, context, work)
        case .replay(let answer): return answer.response
        case .inProgress:
            throw ProblemError(
                .conflict("A request with this Idempotency-Key is being carried out.", code: "idempotency_in_progress"),
                headers: [.retryAfter: "1"])
        case .mismatch:
            throw Problem.unprocessable(
                "This Idempotency-Key was used for another request.", code: "idempotency_key_reused")
        }
    }

    /// The body, behind the declared header fields where there are any.
    private func content(of request: Request, _ body: ByteBuffer) -> [UInt8] {
        let values = fields.map { "\($0): \(request.headers[$0] ?? "")\n" }.joined()
        return Array(values.utf8) + body.readableBytesView
    }

    /// Asks what to do, and waits a little for a request that is being carried out: it may be about to end, or its process
    /// to be gone.
    private func outcome(
        of key: IdempotencyKey, _ fingerprint: RequestFingerprint
    ) async throws -> IdempotencyOutcome {
        var pause = Duration.milliseconds(5)
        while true {
            let outcome = try await keys.begin(key, fingerprint: fingerprint)
            guard case .inProgress = outcome, pause <= Self.longestPause else { return outcome }
            try await Task.sleep(for: pause)
            pause = pause * 2
        }
    }

    private func perform(
        _ claim: IdempotencyClaim, for request: Request, _ context: MeshRequestContext,
        _ work: (IdempotencyClaim?) async throws -> Response
    ) async throws -> Response {
        let response: Response
        do {
            response = try await work(claim)
        } catch let error as any ProblemConvertible where error.problem.status < 500 && error.problem.status != 429 {
            response = ProblemResponse.make(error, for: request, in: context)
        } catch {
            try await keys.abandon(claim)
            throw error
        }
        let body = try await response.collectBody(upTo: Self.answerLimit)
        // Without effect when the work has finished the claim itself.
        try await keys.finish(claim, with: StoredAnswer(response, body: body))
        return Response(status: response.status, headers: response.headers, body: ResponseBody(byteBuffer: body))
    }
}
