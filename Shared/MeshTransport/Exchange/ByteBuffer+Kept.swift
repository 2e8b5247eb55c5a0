import NIOCore

extension ByteBuffer {
    /// A part from this size on may keep alive the buffer in which it lies.
    private static let largePart = 2 * 1024

    /// The part as it is kept until somebody wants it: a small one that lies in a large buffer is copied out of it, so that
    /// a slow reader of few octets does not hold what the socket was read into.
    var kept: ByteBuffer {
        guard readableBytes < Self.largePart, storageCapacity > 4 * readableBytes else { return self }
        return ByteBuffer(bytes: readableBytesView)
    }
}
