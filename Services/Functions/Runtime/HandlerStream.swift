import MeshTransport

/// An answer that comes in parts: whoever reads it slowly makes the handler wait.
struct HandlerStream: Sendable {
    /// The media type that the handler gave.
    let contentType: String
    let body: ServerRequestBody
    /// Told once when the last part was taken, or when nobody takes them any more.
    let done: @Sendable (HandlerStreamEnd) -> Void
}
