import MeshCore
import NIOCore

/// One call of a handler.
struct Invocation: Sendable {
    /// Tells the invocation to the handler, and is the same each time that an event is tried again: who must do something
    /// once does it once for each id.
    let id: String
    let payload: ByteBuffer
    /// The ARN by which the function was called, with its qualifier.
    let functionARN: String
    /// The client's context as JSON; nil when it sent none.
    let clientContext: String?
    /// The trace of the call, in AWS's form.
    let traceID: String
    /// When the handler must have answered.
    let timeout: Duration
    /// Whether the caller takes the answer while it is made.
    let takesStream: Bool
}
