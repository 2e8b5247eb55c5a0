import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore
import Synchronization

/// The Lambda Runtime API of one process (version 2018-06-01): ask for work, answer it, fail it.
struct RuntimeDoor: RequestHandler {
    private static let prefix = "/2018-06-01/runtime/"

    let sandbox: Sandbox

    func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async {
        let path = request.head.path ?? ""
        if path.hasPrefix(MeshDoor.prefix), let mesh = sandbox.mesh { return await mesh.handle(path, request, writer) }
        guard path.hasPrefix(Self.prefix) else { return refuse(writer, .notFound, "InvalidPath", "Not found") }
        let words = path.dropFirst(Self.prefix.count).split(separator: "/", omittingEmptySubsequences: false)
        switch (request.head.method, words.count) {
        case (.get, 2) where words[0] == "invocation" && words[1] == "next":
            await next(writer)
        case (.post, 3) where words[0] == "invocation" && words[2] == "response":
            await response(String(words[1]), request, writer)
        case (.post, 3) where words[0] == "invocation" && words[2] == "error":
            await error(String(words[1]), request, writer)
        case (.post, 2) where words[0] == "init" && words[1] == "error":
            await initialisationError(request, writer)
        default:
            refuse(writer, .notFound, "InvalidPath", "Not found")
        }
    }

    /// Waits for work as long as it takes; head and payload go out in one piece.
    private func next(_ writer: ResponseWriter) async {
        switch sandbox.asked() {
        case .wrongState: return refuse(writer, .forbidden, "InvalidStateTransition", "State transition is not allowed")
        case .free: break
        }
        await sandbox.owner.sandboxIsReady(sandbox)
        let work = await sandbox.awaitWork()
        sandbox.state.withLock { $0.machine.stoppedAsking() }
        guard let work else { return writer.abort() }
        var head = HTTPResponse(status: .ok)
        head.headerFields[.contentType] = "application/json"
        head.headerFields[.runtimeRequestID] = work.id
        head.headerFields[.runtimeDeadline] = String(
            sandbox.surroundings.clock.now().milliseconds + work.timeout.wholeMilliseconds)
        head.headerFields[.runtimeFunctionARN] = work.functionARN
        head.headerFields[.runtimeTraceID] = work.traceID
        if let context = work.clientContext { head.headerFields[.runtimeClientContext] = context }
        writer.respond(head, body: work.payload)
    }

    private func response(_ id: String, _ request: ServerRequest, _ writer: ResponseWriter) async {
        let verdict = sandbox.state.withLock { $0.machine.mayAnswer(id) }
        guard verdict == .taken else { return refuse(writer, verdict) }
        let isStreaming = request.head.headerFields[.runtimeResponseMode]?.lowercased() == "streaming"
        let takesStream = sandbox.state.withLock { $0.current?.invocation.takesStream } ?? false
        if isStreaming, takesStream { return await stream(id, request, writer) }
        do {
            let body = try await request.body.collect(upTo: HandlerFault.responseLimit)
            if isStreaming, let end = await StreamTrailers.failure(of: request.body) {
                return conclude(sandbox.answer(id, end), writer)
            }
            conclude(sandbox.answer(id, .response(body)), writer)
        } catch is ServerRequestBody.TooLarge {
            await tooLarge(id, request, writer)
        } catch {
            // The connection broke, or what came was no HTTP: who waits learns it, the process cannot be told.
            _ = sandbox.answer(id, .fault(.responseTruncated))
            writer.abort()
        }
    }

    /// The rest is taken and thrown away, so that the process reads its answer instead of failing to write.
    private func tooLarge(_ id: String, _ request: ServerRequest, _ writer: ResponseWriter) async {
        var size = request.head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
        do {
            var rest = 0
            for try await part in request.body { rest += part.readableBytes }
            size = max(size, rest)
        } catch {
            // It has stopped sending; how much it wanted to send is known well enough.
        }
        let fault = HandlerFault.responseTooLarge(size)
        _ = sandbox.answer(id, .fault(fault))
        refuse(
            writer, .contentTooLarge, "RequestEntityTooLarge",
            "Exceeded maximum allowed payload size (\(HandlerFault.responseLimit) bytes).")
    }

    private func stream(_ id: String, _ request: ServerRequest, _ writer: ResponseWriter) async {
        let type = request.head.headerFields[.contentType] ?? "application/octet-stream"
        let (verdict, end) = await withCheckedContinuation { continuation in
            let gate = StreamGate(continuation)
            let stream = HandlerStream(contentType: type, body: request.body) { gate.open(.taken, $0) }
            let verdict = sandbox.beginStream(id, stream)
            if verdict != .taken { gate.open(verdict, .complete) }
        }
        guard verdict == .taken else { return refuse(writer, verdict) }
        conclude(sandbox.answer(id, .streamed(end)), writer)
    }

    private func error(_ id: String, _ request: ServerRequest, _ writer: ResponseWriter) async {
        let verdict = sandbox.state.withLock { $0.machine.mayAnswer(id) }
        guard verdict == .taken else { return refuse(writer, verdict) }
        do {
            let body = try await request.body.collect(upTo: HandlerFault.responseLimit)
            let type = request.head.headerFields[.runtimeErrorType] ?? "Unhandled"
            conclude(sandbox.answer(id, .error(type: type, document: body)), writer)
        } catch {
            _ = sandbox.answer(id, .fault(.lostAnswer))
            writer.abort()
        }
    }

    private func initialisationError(_ request: ServerRequest, _ writer: ResponseWriter) async {
        guard sandbox.state.withLock({ $0.machine.mayStart }) else {
            return refuse(writer, .forbidden, "InvalidStateTransition", "State transition is not allowed")
        }
        do {
            let body = try await request.body.collect(upTo: HandlerFault.responseLimit)
            let type = request.head.headerFields[.runtimeErrorType] ?? "Runtime.Unknown"
            accept(writer)
            await sandbox.toldCannotStart(.told(type: type, document: body))
        } catch {
            writer.abort()
        }
    }

    private func conclude(_ verdict: SandboxMachine.Answered, _ writer: ResponseWriter) {
        if verdict == .taken { accept(writer) } else { refuse(writer, verdict) }
    }

    private func accept(_ writer: ResponseWriter) {
        var head = HTTPResponse(status: .accepted)
        head.headerFields[.contentType] = "application/json"
        writer.respond(head, body: ByteBuffer(string: #"{"status":"OK"}"#))
    }

    private func refuse(_ writer: ResponseWriter, _ verdict: SandboxMachine.Answered) {
        switch verdict {
        case .unknown: refuse(writer, .badRequest, "InvalidRequestID", "Invalid request ID")
        case .wrongState, .taken:
            refuse(writer, .forbidden, "InvalidStateTransition", "State transition is not allowed")
        }
    }

    private func refuse(_ writer: ResponseWriter, _ status: HTTPResponse.Status, _ type: String, _ words: String) {
        var head = HTTPResponse(status: status)
        head.headerFields[.contentType] = "application/json"
        let document: JSONValue = ["errorType": .string(type), "errorMessage": .string(words)]
        writer.respond(head, body: ByteBuffer(bytes: document.utf8))
    }
}
