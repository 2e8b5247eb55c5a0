import CNghttp2
import NIOCore

/// What nghttp2 tells while it reads. Everything here runs inside ``HTTP2Session/receive(_:)``, or while output is gathered
/// when a stream closes with its last frame.
extension HTTP2Session {
    /// The open stream of this id.
    func stream(_ id: Int32) -> HTTP2Stream? {
        guard let pointer = unsafe nghttp2_session_get_stream_user_data(handle, id) else { return nil }
        // The user data of a stream is an element of `streams` until `closedStream` removes it; nghttp2 forgets the stream right then.
        return unsafe Unmanaged<HTTP2Stream>.fromOpaque(pointer).takeUnretainedValue()
    }

    func beganHead(_ id: Int32, isRequest: Bool) {
        deliverPartial(end: .more)
        head.begin(at: lastReceived)
        guard isRequest, role == .server else { return }
        let stream = HTTP2Stream(session: self, isOutgoing: false)
        stream.id = id
        add(stream)
        _ = unsafe nghttp2_session_set_stream_user_data(handle, id, Unmanaged.passUnretained(stream).toOpaque())
    }

    func receivedField(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>, isSensitive: Bool) -> Int32
    {
        unsafe head.append(name: name, value: value, isSensitive: isSensitive)
            ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
    }

    func received(_ frame: UnsafePointer<nghttp2_frame>) {
        let header = unsafe frame.pointee.hd
        let isEnd = UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
        switch UInt32(header.type) {
        case NGHTTP2_DATA.rawValue:
            receivedDataFrame(header.stream_id, isEnd: isEnd, length: header.length)
        case NGHTTP2_HEADERS.rawValue:
            receivedHead(header.stream_id, end: isEnd ? .last : .more)
        case NGHTTP2_RST_STREAM.rawValue:
            stream(header.stream_id)?.resetByPeer = true
            owner?.session(self, received: .reset)
        case NGHTTP2_SETTINGS.rawValue:
            guard UInt32(header.flags) & NGHTTP2_FLAG_ACK.rawValue == 0 else { return }
            receivedSettings()
        case NGHTTP2_PRIORITY.rawValue:
            owner?.session(self, received: .control)
        case NGHTTP2_PING.rawValue:
            guard UInt32(header.flags) & NGHTTP2_FLAG_ACK.rawValue != 0 else {
                owner?.session(self, received: .control)
                return
            }
            let payload = unsafe withUnsafeBytes(of: frame.pointee.ping.opaque_data) { unsafe $0.load(as: UInt64.self) }
            owner?.session(self, receivedPong: UInt64(bigEndian: payload))
        case NGHTTP2_GOAWAY.rawValue:
            isDraining = true
            owner?.session(
                self, receivedGoAway: unsafe frame.pointee.goaway.last_stream_id,
                code: unsafe frame.pointee.goaway.error_code)
        default:
            break
        }
    }

    private func receivedSettings() {
        if isReady {
            owner?.session(self, received: .control)
        } else {
            isReady = true
            owner?.sessionBecameReady(self)
        }
    }

    private func receivedHead(_ id: Int32, end: ExchangeEnd) {
        guard let stream = stream(id) else { return }
        lastUseful = lastReceived
        let (block, isOverLimit) = head.take()
        if end == .last { stream.hasReceivedEnd = true }
        if isOverLimit { return headPassedLimit(of: stream) }
        switch (role, stream.hasReceivedHead) {
        case (.server, false):
            stream.hasReceivedHead = true
            stream.delegate = owner?.session(self, accept: stream, head: block, end: end)
        case (.client, false):
            stream.hasReceivedHead = !block.isInformational
            stream.delegate?.exchange(stream, receivedHead: block, end: end)
        case (_, true):
            stream.delegate?.exchange(stream, receivedTrailers: block)
        }
    }

    private func headPassedLimit(of stream: HTTP2Stream) {
        if role == .server, !stream.hasReceivedHead {
            stream.hasReceivedHead = true
            owner?.session(self, headTooLarge: stream)
        } else {
            stream.abort(
                .init(.limitExceeded, processing: .unknown, detail: "header list over \(configuration.headerListLimit)")
            )
        }
    }

    func receivedData(_ id: Int32, _ data: UnsafePointer<UInt8>, _ length: Int) {
        deliverPartial(end: .more)
        guard let stream = stream(id), stream.delegate != nil else {
            // Nobody reads it; the credit goes back, or the connection would stand still.
            _ = unsafe nghttp2_session_consume(handle, id, length)
            return
        }
        lastUseful = lastReceived
        stream.unconsumed += length
        stream.receivedBytes += length
        guard stream.receivedBytes <= stream.bodyLimit else {
            owner?.session(self, bodyTooLarge: stream)
            return
        }
        stream.partial = unsafe slice(data, length)
        partial = stream
    }

    /// The bytes as a part of the buffer that the channel read; who keeps it longer than the call copies it.
    private func slice(_ data: UnsafePointer<UInt8>, _ length: Int) -> ByteBuffer {
        if let inputBase = unsafe inputBase {
            let offset = unsafe UnsafeRawPointer(data) - inputBase
            if let slice = input.getSlice(at: input.readerIndex + offset, length: length) { return slice }
        }
        return unsafe ByteBuffer(bytes: UnsafeRawBufferPointer(start: data, count: length))
    }

    private func receivedDataFrame(_ id: Int32, isEnd: Bool, length: Int) {
        guard isEnd else {
            deliverPartial(end: .more)
            if length == 0 { owner?.session(self, received: .emptyData) }
            return
        }
        guard let stream = stream(id) else { return }
        stream.hasReceivedEnd = true
        if partial === stream {
            deliverPartial(end: .last)
        } else {
            deliverPartial(end: .more)
            stream.delegate?.exchange(stream, receivedBody: ByteBuffer(), end: .last)
        }
    }

    /// Tells the body part that waits, if one does.
    func deliverPartial(end: ExchangeEnd) {
        guard let stream = partial else { return }
        partial = nil
        guard let bytes = stream.partial else { return }
        stream.partial = nil
        guard let delegate = stream.delegate else { return }
        delegate.exchange(stream, receivedBody: bytes, end: end)
    }

    /// A frame broke the protocol; nghttp2 resets the stream.
    func receivedInvalid(_ id: Int32) {
        guard id > 0 else { return }
        stream(id)?.hasBrokenProtocol = true
    }

    func closedStream(_ id: Int32, code: UInt32) {
        guard let stream = stream(id) ?? streams.first(where: { $0.id == id }) else { return }
        if partial === stream { deliverPartial(end: .more) }
        remove(stream)
        if stream.unconsumed > 0 {
            _ = unsafe nghttp2_session_consume_connection(handle, stream.unconsumed)
            stream.unconsumed = 0
        }
        let isComplete = stream.hasReceivedEnd && (role == .client || stream.hasSentEnd)
        owner?.session(self, closed: stream, inOrder: isComplete && code == HTTP2ErrorCode.noError)
        guard !isComplete else {
            stream.close()
            return
        }
        stream.fail(failure(of: stream, code: code))
    }

    private func failure(of stream: HTTP2Stream, code: UInt32) -> ExchangeFailure {
        let isUntouched = !stream.isSent || code == HTTP2ErrorCode.refusedStream
        let processing: ExchangeFailure.Processing = role == .client && isUntouched ? .none : .unknown
        if stream.hasBrokenProtocol {
            return ExchangeFailure(
                .protocolViolation, processing: processing, detail: "malformed message, code \(code)")
        }
        return ExchangeFailure(
            .resetByPeer(code: code), processing: processing, detail: "stream \(stream.id), code \(code)")
    }
}

extension HeaderBlock {
    /// Whether this is the head of an informational answer: `:status` 1xx comes first.
    package var isInformational: Bool {
        guard let field = fields.first, field.nameLength == 7, field.valueLength == 3 else { return false }
        return value(of: field).first == UInt8(ascii: "1")
    }
}
