import HTTPTypes
import Hummingbird
import MeshTransport
import NIOCore

/// Sends an answer part by part; one whose length is known and that comes in one part goes out at once, head and body
/// together.
struct BodySender: ResponseBodyWriter {
    private enum State {
        case head(HTTPResponse)
        /// All that was promised may have come; a second part would prove otherwise.
        case held(HTTPResponse, ByteBuffer)
        case body
    }

    private let isWhole: Bool
    private let writer: ResponseWriter
    private var state: State

    /// - Parameter isWhole: Whether the length is known, so that the first part may be all of it.
    init(_ head: HTTPResponse, isWhole: Bool, _ writer: ResponseWriter) {
        self.isWhole = isWhole
        self.writer = writer
        state = .head(head)
    }

    mutating func write(_ buffer: ByteBuffer) async throws {
        switch state {
        case .head(let head) where isWhole:
            state = .held(head, buffer)
        case .head(let head):
            state = .body
            writer.writeHead(head)
            try await writer.write(buffer)
        case .held(let head, let first):
            state = .body
            writer.writeHead(head)
            try await writer.write(first)
            try await writer.write(buffer)
        case .body:
            try await writer.write(buffer)
        }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        switch state {
        case .head(let head) where trailingHeaders == nil:
            writer.respond(head)
        case .head(let head):
            writer.writeHead(head)
            writer.finish(trailers: trailingHeaders)
        case .held(let head, let body) where trailingHeaders == nil:
            writer.respond(head, body: body)
        case .held(let head, let body):
            writer.writeHead(head)
            try await writer.write(body)
            writer.finish(trailers: trailingHeaders)
        case .body:
            writer.finish(trailers: trailingHeaders)
        }
    }
}
