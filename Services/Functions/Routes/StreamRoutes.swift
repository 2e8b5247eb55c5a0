import FoundationEssentials
import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore

/// Calls whose answers are sent on while handlers make them, over the Lambda API.
struct StreamRoutes: Sendable {
    let calls: InvokeRoutes
    let caller: FunctionCaller

    private static let mediaType = "application/vnd.amazon.eventstream"
    /// The longest part of one message.
    private static let partLimit = 1 << 20

    func add(to routes: inout LambdaRoutes) {
        routes.on(
            .post, "/2021-11-15/functions/{FunctionName}/response-streaming-invocations", "InvokeWithResponseStream",
            limit: InvokeRoutes.readLimit
        ) { input in
            var call = try calls.call(in: input, limit: InvokeRoutes.payloadLimit)
            if input.head.headerFields[.invocationType] == "DryRun" {
                _ = try caller.target(of: call.reference)
                return .empty(.noContent)
            }
            call.takesStream = true
            return reply(try await caller.call(call), tellsLog: input.head.headerFields[.logType] == "Tail")
        }
    }

    private func reply(_ answer: FunctionCaller.Answer, tellsLog: Bool) -> HTTPReply {
        var headers: HTTPFields = [.executedVersion: answer.version.version]
        if case .stream(let stream) = answer.answer { headers[.remappedContentType] = stream.contentType }
        return .stream(mediaType: Self.mediaType, headers: headers) { writer in
            let failure = try await Self.send(answer.answer, to: &writer)
            let log = tellsLog ? answer.sandbox?.logTail ?? answer.logTail : nil
            try await writer.write(Self.completion(failure, log: log))
            try await writer.finish(nil)
        }
    }

    /// Sends the parts.
    ///
    /// - Returns: The kind and the document of the failure that the answer ended by; nil when it is complete.
    @concurrent private static func send(
        _ answer: HandlerAnswer, to writer: inout any ResponseBodyWriter
    ) async throws -> (type: String, details: String)? {
        switch answer {
        case .outcome(let outcome):
            if let type = outcome.errorType { return (type, String(buffer: outcome.payload)) }
            try await send(outcome.payload, to: &writer)
            return nil
        case .stream(let stream):
            let end = try await forward(stream, to: &writer)
            stream.done(end)
            switch end {
            case .complete: return nil
            case .failed(let type, let document): return (type, String(buffer: document))
            case .broken(let fault): return (fault.type, fault.message(for: ""))
            }
        }
    }

    /// Sends what comes, each part before the next one is taken.
    @concurrent private static func forward(
        _ stream: HandlerStream, to writer: inout any ResponseBodyWriter
    ) async throws -> HandlerStreamEnd {
        var parts = stream.body.makeAsyncIterator()
        while true {
            let part: ByteBuffer?
            do { part = try await parts.next() } catch { return .broken(.responseTruncated) }
            guard let part else { return await StreamTrailers.end(of: stream.body) }
            do {
                try await send(part, to: &writer)
            } catch {
                // Nobody takes the answer any more, and the handler is not to wait for them.
                stream.done(.broken(.responseTruncated))
                throw error
            }
        }
    }

    @concurrent private static func send(_ bytes: ByteBuffer, to writer: inout any ResponseBodyWriter) async throws {
        var rest = bytes
        while let part = rest.readBytes(length: min(rest.readableBytes, partLimit)), !part.isEmpty {
            let message = EventStreamMessage(
                event: "PayloadChunk", contentType: "application/octet-stream", payload: part)
            try await writer.write(ByteBuffer(bytes: message.bytes))
        }
    }

    private static func completion(_ failure: (type: String, details: String)?, log: [UInt8]?) -> ByteBuffer {
        var members: JSONObject = [:]
        if let failure {
            members["ErrorCode"] = .string(failure.type)
            members["ErrorDetails"] = .string(failure.details)
        }
        if let log { members["LogResult"] = .string(Data(log).base64EncodedString()) }
        let message = EventStreamMessage(
            event: "InvokeComplete", contentType: "application/json", payload: JSONValue.object(members).utf8)
        return ByteBuffer(bytes: message.bytes)
    }
}
