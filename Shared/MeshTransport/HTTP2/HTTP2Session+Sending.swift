import CNghttp2
import NIOCore

/// What is handed to nghttp2 to send, and what it asks for while output is gathered.
extension HTTP2Session {
    // MARK: Submitting

    func submitRequest(_ head: HeaderBlock, end: ExchangeEnd, stream: HTTP2Stream) -> Int32 {
        let user = unsafe Unmanaged.passUnretained(stream).toOpaque()
        return unsafe head.withNameValues { values in
            if end == .last {
                stream.hasQueuedEnd = true
                return unsafe nghttp2_submit_request(handle, nil, values.baseAddress, values.count, nil, user)
            }
            var provider = unsafe dataProvider(for: stream)
            return unsafe nghttp2_submit_request(handle, nil, values.baseAddress, values.count, &provider, user)
        }
    }

    func submitAnswer(_ head: HeaderBlock, end: ExchangeEnd, stream: HTTP2Stream) -> Int32 {
        unsafe head.withNameValues { values in
            if end == .last {
                return unsafe nghttp2_submit_response(handle, stream.id, values.baseAddress, values.count, nil)
            }
            var provider = unsafe dataProvider(for: stream)
            return unsafe nghttp2_submit_response(handle, stream.id, values.baseAddress, values.count, &provider)
        }
    }

    func submitInformational(_ head: HeaderBlock, stream: HTTP2Stream) -> Int32 {
        unsafe head.withNameValues { values in
            unsafe nghttp2_submit_headers(handle, 0, stream.id, nil, values.baseAddress, values.count, nil)
        }
    }

    /// nghttp2 keeps the address until the stream closes. `streams` keeps the object until then, and after the connection is lost,
    /// when it is let go earlier, nghttp2 is not asked for output any more.
    private func dataProvider(for stream: HTTP2Stream) -> nghttp2_data_provider {
        unsafe nghttp2_data_provider(
            source: nghttp2_data_source(ptr: Unmanaged.passUnretained(stream).toOpaque()),
            read_callback: HTTP2Callbacks.readData)
    }

    func resumeData(of stream: HTTP2Stream) {
        _ = unsafe nghttp2_session_resume_data(handle, stream.id)
    }

    func submitReset(of stream: HTTP2Stream, code: UInt32) {
        guard !isDead else { return }
        stream.isResetByOwner = true
        _ = unsafe nghttp2_submit_rst_stream(handle, 0, stream.id, code)
        setNeedsFlush()
    }

    func consume(_ byteCount: Int, of stream: HTTP2Stream) {
        guard !isDead else { return }
        _ = unsafe nghttp2_session_consume(handle, stream.id, byteCount)
        setNeedsFlush()
    }

    // MARK: Gathering

    /// Asks nghttp2 for output until it has none or a batch is full.
    func gatherOutput() {
        repeat {
            isPaused = false
            var data: UnsafePointer<UInt8>?
            let count = unsafe nghttp2_session_mem_send(handle, &data)
            guard count >= 0 else {
                // Out of memory or a broken session: the channel is closed by the flush that called.
                _ = unsafe nghttp2_session_terminate_session(handle, HTTP2ErrorCode.internalError)
                return
            }
            if count > 0 {
                prepareOutput()
                // The bytes are valid until the next call.
                unsafe output.writeBytes(UnsafeRawBufferPointer(start: data, count: count))
                outputBytes += count
            } else if !isPaused {
                return
            }
        } while outputBytes < Self.outputBatch
    }

    /// Says how much of a stream's body goes into the next frame.
    func nextData(of stream: HTTP2Stream, limit: Int, flags: inout UInt32) -> Int {
        let count = min(limit, stream.queuedBytes)
        guard count == stream.queuedBytes, stream.hasQueuedEnd else {
            guard count > 0 else {
                stream.isDeferred = true
                return Int(NGHTTP2_ERR_DEFERRED.rawValue)
            }
            flags |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue
            return count
        }
        flags |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue | NGHTTP2_DATA_FLAG_EOF.rawValue
        if let trailers = stream.trailers {
            flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
            stream.trailers = nil
            _ = unsafe trailers.withNameValues { values in
                unsafe nghttp2_submit_trailer(handle, stream.id, values.baseAddress, values.count)
            }
        }
        return count
    }

    /// Writes one DATA frame: its header and the next bytes of the stream's queue.
    func sendData(of stream: HTTP2Stream, header: UnsafeRawBufferPointer, length: Int, padding: Int) -> Int32 {
        guard padding == 0 else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        prepareOutput()
        unsafe output.writeBytes(header)
        var left = length
        while left > 0, var part = stream.takeQueued(upTo: left) {
            left -= part.readableBytes
            if part.readableBytes < Self.copyLimit {
                output.writeBuffer(&part)
            } else {
                outputParts.append(output)
                outputParts.append(part)
                output = ByteBufferAllocator().buffer(capacity: 1_024)
            }
        }
        outputBytes += 9 + length
        guard outputBytes >= Self.outputBatch else { return 0 }
        isPaused = true
        return NGHTTP2_ERR_PAUSE.rawValue
    }

    func sent(_ frame: UnsafePointer<nghttp2_frame>) {
        let header = unsafe frame.pointee.hd
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue:
            sentMessagePart(header.stream_id, isEnd: UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0)
        case NGHTTP2_RST_STREAM.rawValue:
            sentReset(header.stream_id)
        default:
            break
        }
    }

    private func sentMessagePart(_ id: Int32, isEnd: Bool) {
        guard let stream = stream(id) else { return }
        stream.isSent = true
        guard isEnd else { return }
        stream.hasSentEnd = true
        if let code = stream.resetAfterEnd, !stream.hasReceivedEnd {
            stream.isResetByOwner = true
            _ = unsafe nghttp2_submit_rst_stream(handle, 0, id, code)
        }
    }

    /// A reset that no owner asked for is nghttp2's answer to a broken protocol: the peer made us send it.
    private func sentReset(_ id: Int32) {
        let stream = stream(id)
        guard stream?.isResetByOwner != true else { return }
        stream?.hasBrokenProtocol = true
        owner?.session(self, received: .reset)
    }

    /// A frame of ours was refused by nghttp2 itself: a head that is too large, or a stream that may no longer be opened.
    func couldNotSend(_ id: Int32, type: UInt8, code: Int32) {
        guard UInt32(type) == NGHTTP2_HEADERS.rawValue, let stream = streams.first(where: { $0.id == id }) else {
            return
        }
        guard stream.isOutgoing, !stream.isSent else {
            stream.abort(
                .init(.limitExceeded, processing: .unknown, detail: "nghttp2 could not send the head: \(code)"))
            return
        }
        remove(stream)
        // nghttp2 opened the stream before it refused the head and closes it next: by then it must not know of ours any more.
        _ = unsafe nghttp2_session_set_stream_user_data(handle, id, nil)
        owner?.session(self, closed: stream, inOrder: false)
        stream.fail(.init(.shuttingDown, processing: .none, detail: "nghttp2 could not send the head: \(code)"))
    }

    // MARK: Back pressure

    /// Tells the streams that waited for room that there is some again.
    ///
    /// - Returns: Whether there were any.
    func tellUnblockedStreams() -> Bool {
        guard blockedStreams > 0 else { return false }
        var hasTold = false
        for stream in streams where stream.isBlocked && stream.queuedBytes <= configuration.streamQueueMark / 2 {
            stream.isBlocked = false
            hasTold = true
            stream.delegate?.exchangeBecameWritable(stream)
        }
        return hasTold
    }
}

extension HeaderBlock {
    /// The fields as nghttp2 takes them, valid within the body. nghttp2 copies them while it is called and never writes to them.
    func withNameValues(_ body: (UnsafeBufferPointer<nghttp2_nv>) -> Int32) -> Int32 {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: fields.count) { values in
                // A block without bytes has no fields, or only empty ones, which have no name and cannot be made.
                guard let base = bytes.baseAddress else {
                    return unsafe body(UnsafeBufferPointer(start: nil, count: 0))
                }
                for (index, field) in fields.enumerated() {
                    // Every field lies within `bytes` by construction; the pointers are mutable only in nghttp2's declaration.
                    let name = unsafe UnsafeMutablePointer(mutating: base + Int(field.start))
                    unsafe values.initializeElement(
                        at: index,
                        to: nghttp2_nv(
                            name: name, value: name + Int(field.nameLength), namelen: Int(field.nameLength),
                            valuelen: Int(field.valueLength),
                            flags: field.isSensitive ? UInt8(NGHTTP2_NV_FLAG_NO_INDEX.rawValue) : 0))
                }
                return unsafe body(UnsafeBufferPointer(rebasing: values[..<fields.count]))
            }
        }
    }
}
