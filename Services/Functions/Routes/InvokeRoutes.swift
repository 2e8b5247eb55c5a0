import FoundationEssentials
import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore

/// Calls of functions over the Lambda API.
struct InvokeRoutes: Sendable {
    let caller: FunctionCaller
    let desk: EventDesk
    let clock: any WallClock

    /// The longest payload of a call whose answer is waited for, and of an event.
    static let payloadLimit = 6_291_456
    static let eventLimit = 1_048_576
    /// What is read at all: enough to say how long is too long.
    static let readLimit = 12 << 20

    func add(to routes: inout LambdaRoutes) {
        routes.on(
            .post, "/2015-03-31/functions/{FunctionName}/invocations", "Invoke", limit: Self.readLimit
        ) { input in
            switch input.head.headerFields[.invocationType] ?? "RequestResponse" {
            case "RequestResponse": return try await invoke(try call(in: input, limit: Self.payloadLimit), input)
            case "Event": return try await accept(try call(in: input, limit: Self.eventLimit), input)
            case "DryRun":
                _ = try caller.target(of: try input.function())
                return .empty(.noContent)
            case let other:
                throw LambdaDocument.broken(
                    "InvocationType", other, "Member must satisfy enum value set: [Event, RequestResponse, DryRun]")
            }
        }
        // The older form of an event, which the models of clients still have.
        routes.on(
            .post, "/2014-11-13/functions/{FunctionName}/invoke-async", "InvokeAsync", limit: Self.readLimit
        ) { input in try await accept(try call(in: input, limit: Self.eventLimit), input) }
    }

    private func invoke(_ call: FunctionCaller.Call, _ input: LambdaInput) async throws -> HTTPReply {
        let answer = try await caller.call(call)
        guard case .outcome(let outcome) = answer.answer else {
            preconditionFailure("A call that takes no stream was given one")
        }
        var headers: HTTPFields = [.contentType: "application/json", .executedVersion: answer.version.version]
        if !outcome.isSuccess { headers[.functionError] = "Unhandled" }
        if input.head.headerFields[.logType] == "Tail" {
            headers[.logResult] = Data(answer.logTail).base64EncodedString()
        }
        return HTTPReply(status: .ok, headers: headers, body: ResponseBody(byteBuffer: outcome.payload))
    }

    /// Takes an event: it will be handled, whatever happens to this instance.
    private func accept(_ call: FunctionCaller.Call, _ input: LambdaInput) async throws -> HTTPReply {
        _ = try caller.target(of: call.reference)
        let event = FunctionEvent(
            id: call.id, function: call.reference.name, qualifier: call.reference.qualifier, payload: call.payload,
            clientContext: call.clientContext, traceID: call.traceID, attempts: 0, throttles: 0,
            acceptedAt: clock.now(), fence: 1)
        try await desk.accept(event, isRepeatable: input.isRepeatable)
        return .empty(.accepted)
    }

    /// The call that a request asks for.
    ///
    /// - Throws: ``FunctionsError``.
    func call(in input: LambdaInput, limit: Int) throws -> FunctionCaller.Call {
        let reference = try input.function()
        guard input.body.readableBytes <= limit else {
            throw FunctionsError.requestTooLarge(
                "Request must be smaller than \(limit) bytes for the InvokeFunction operation")
        }
        var payload = input.body
        if payload.readableBytes == 0 { payload = ByteBuffer(string: "{}") }
        do {
            _ = try JSONValue(parsing: payload.readableBytesView, limits: JSONLimits(depth: 512))
        } catch {
            throw FunctionsError.invalidRequestContent("Could not parse request body into json: \(error)")
        }
        return FunctionCaller.Call(
            reference: reference, id: input.invocationID, payload: payload,
            clientContext: try Self.clientContext(input.head.headerFields[.clientContext]),
            traceID: Self.traceID(of: input.trace))
    }

    /// The client's context comes in Base64 and goes to handlers as JSON.
    private static func clientContext(_ field: String?) throws(FunctionsError) -> String? {
        guard let field else { return nil }
        guard field.utf8.count <= 3583, let data = Data(base64Encoded: field),
            let value = try? JSONValue(parsing: Array(data))
        else {
            // Whatever is wrong with it, the caller is told the same.
            throw .invalidRequestContent(
                "Could not parse client context: it is no JSON in Base64 of at most 3,583 bytes.")
        }
        return value.description
    }

    /// The trace in the form of X-Ray: the first eight digits stand for the time.
    private static func traceID(of trace: TraceContext) -> String {
        let digits = trace.traceID.description
        let parent = String(trace.spanID, radix: 16)
        let padding = String(repeating: "0", count: 16 - parent.count)
        return
            "Root=1-\(digits.prefix(8))-\(digits.dropFirst(8));Parent=\(padding)\(parent);Sampled=\(trace.isSampled ? 1 : 0)"
    }
}
