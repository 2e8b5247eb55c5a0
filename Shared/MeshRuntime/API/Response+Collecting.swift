import HTTPTypes
package import Hummingbird
package import NIOCore

extension Response {
    /// The whole body in one buffer.
    ///
    /// - Throws: `NIOTooManyBytesError` when it is longer than the limit, and what writing it throws.
    package func collectBody(upTo limit: Int) async throws -> ByteBuffer {
        if body.contentLength == 0 { return ByteBuffer() }
        let collected = CollectedBody(limit: limit)
        try await body.write(CollectingWriter(collected: collected))
        return collected.buffer
    }
}

/// Where a ``CollectingWriter`` and its copies put what they are given.
private final class CollectedBody {
    let limit: Int
    var buffer = ByteBuffer()

    init(limit: Int) {
        self.limit = limit
    }
}

/// Writes a body into memory.
private struct CollectingWriter: ResponseBodyWriter {
    let collected: CollectedBody

    mutating func write(_ buffer: ByteBuffer) async throws {
        guard collected.buffer.readableBytes + buffer.readableBytes <= collected.limit else {
            throw NIOTooManyBytesError(maxBytes: collected.limit)
        }
        collected.buffer.writeImmutableBuffer(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
