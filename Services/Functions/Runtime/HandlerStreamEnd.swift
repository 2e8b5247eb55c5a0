import NIOCore

/// How a streamed answer ended.
enum HandlerStreamEnd: Sendable {
    case complete
    /// The handler says that it failed in the middle.
    case failed(type: String, document: ByteBuffer)
    /// The connection broke, or it became too long.
    case broken(HandlerFault)
}
