import Hummingbird
import NIOCore

/// Sends to a client that listens, and answers on the way what it asks for. Each call waits until there is room: a client that
/// reads slowly makes its sender wait.
package struct WebSocketSender {
    private var writer: any ResponseBodyWriter
    private let inbox: WebSocketInbox

    init(_ writer: any ResponseBodyWriter, _ inbox: WebSocketInbox) {
        self.writer = writer
        self.inbox = inbox
    }

    /// Sends frames, perhaps none, and a pong before them if one is wanted.
    ///
    /// - Returns: Whether the client goes on to listen.
    /// - Throws: What the connection throws when it is gone; `CancellationError`.
    @concurrent package mutating func send(_ frames: [WebSocketFrame]) async throws -> Bool {
        guard inbox.ending == nil else { return false }
        var bytes: [UInt8] = []
        if let payload = inbox.takePong() { WebSocketFrame(.pong, payload).write(to: &bytes) }
        for frame in frames { frame.write(to: &bytes) }
        if !bytes.isEmpty { try await writer.write(ByteBuffer(bytes: bytes)) }
        return true
    }

    /// The head of the answer, which opens the WebSocket.
    @concurrent mutating func open() async throws { try await writer.write(ByteBuffer()) }

    /// Ends the conversation: with what the client has ended it, or with a reason of ours.
    @concurrent consuming func close(_ code: WebSocketCloseCode) async throws {
        var bytes: [UInt8] = []
        WebSocketFrame.close(inbox.ending ?? code).write(to: &bytes)
        try await writer.write(ByteBuffer(bytes: bytes))
        try await writer.finish(nil)
    }
}
