import KafkaProtocol
package import NIOCore

/// Cuts what comes on a connection into frames.
package struct FrameDecoder: ByteToMessageDecoder {
    package typealias InboundOut = ArraySlice<UInt8>

    /// The largest frame in bytes.
    let limit: Int

    /// - Parameter limit: The largest frame in bytes.
    package init(limit: Int) {
        self.limit = limit
    }

    /// - Throws: ``WireError`` when a frame is larger than the limit; nothing of it is kept.
    package mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let prefix = buffer.getInteger(at: buffer.readerIndex, as: Int32.self) else { return .needMoreData }
        let length = try Frame.length(prefix, limit: limit)
        guard buffer.readableBytes >= 4 + length else { return .needMoreData }
        buffer.moveReaderIndex(forwardBy: 4)
        guard let bytes = buffer.readBytes(length: length) else { return .needMoreData }
        context.fireChannelRead(wrapInboundOut(bytes[...]))
        return .continue
    }

    package mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        // What is left when a connection ends is no frame, and nobody waits for its answer.
        .needMoreData
    }
}
