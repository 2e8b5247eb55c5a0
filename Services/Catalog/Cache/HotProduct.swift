import MeshRuntime
import NIOCore

/// A product as it is answered.
struct HotProduct: Sendable, Equatable {
    /// The JSON.
    let body: ByteBuffer
    let etag: ETag
}
