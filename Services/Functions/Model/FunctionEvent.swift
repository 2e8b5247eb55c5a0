import MeshCore
import NIOCore

/// An event that waits for its function, or is being handled.
struct FunctionEvent: Sendable {
    /// The invocation's id, the same at each try.
    let id: String
    let function: String
    let qualifier: String?
    let payload: ByteBuffer
    let clientContext: String?
    let traceID: String
    /// Tries that have ended.
    var attempts: Int
    /// How often it was refused because too many ran; those are no tries.
    var throttles: Int
    let acceptedAt: Timestamp
    /// The number under which it is held: it grows with every change of hands.
    var fence: Int64
}
