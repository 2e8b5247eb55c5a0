import CNghttp2

/// Makes nghttp2 sessions whose callbacks lead to the methods of ``HTTP2Session``.
///
/// What makes the pointers in this file safe: nghttp2 calls back only while one of its functions runs, which happens only inside
/// methods of the `HTTP2Session` whose address is the user data, so that object is alive; every pointer to a frame, name, value or
/// data is valid for the call, and nothing keeps one beyond it.
enum HTTP2Callbacks {
    /// Makes a session without user data; the caller sets it before the first use and deletes the session.
    ///
    /// - Returns: Nil when memory is short.
    static func makeHandle(role: HTTP2Session.Role, configuration: HTTP2Configuration) -> OpaquePointer? {
        var callbacks: OpaquePointer?
        guard unsafe nghttp2_session_callbacks_new(&callbacks) == 0, let callbacks = unsafe callbacks else {
            return nil
        }
        defer { unsafe nghttp2_session_callbacks_del(callbacks) }
        unsafe setReceiving(callbacks)
        unsafe setSending(callbacks)

        var option: OpaquePointer?
        guard unsafe nghttp2_option_new(&option) == 0, let option = unsafe option else { return nil }
        defer { unsafe nghttp2_option_del(option) }
        unsafe nghttp2_option_set_no_auto_window_update(option, 1)
        unsafe nghttp2_option_set_no_closed_streams(option, 1)
        unsafe nghttp2_option_set_max_outbound_ack(option, configuration.maxOutboundAcknowledgements)
        unsafe nghttp2_option_set_max_settings(option, configuration.maxSettings)
        unsafe nghttp2_option_set_max_continuations(option, configuration.maxContinuations)
        // Resets are counted by the server's own budget, which knows the code to answer with.
        unsafe nghttp2_option_set_stream_reset_rate_limit(option, UInt64(Int32.max), UInt64(Int32.max))
        unsafe nghttp2_option_set_max_reserved_remote_streams(option, 0)

        var session: OpaquePointer?
        let status =
            switch role {
            case .client: unsafe nghttp2_session_client_new2(&session, callbacks, nil, option)
            case .server: unsafe nghttp2_session_server_new2(&session, callbacks, nil, option)
            }
        return unsafe status == 0 ? session : nil
    }

    /// Calls the body with the session whose address is the user data, and fails when its connection was lost in an earlier callback
    /// of this call: its streams are gone then, and nghttp2 is stopped before it names one.
    ///
    /// There are dozens of callbacks to a request, and whoever called nghttp2 holds the session, so none of them retains it.
    @inline(__always)
    private static func with(_ user: UnsafeMutableRawPointer?, _ body: (HTTP2Session) -> Int32) -> Int32 {
        guard let user = unsafe user else { return failure }
        return unsafe Unmanaged<HTTP2Session>.fromOpaque(user)._withUnsafeGuaranteedRef { session in
            session.isDead ? failure : body(session)
        }
    }

    private static let failure = NGHTTP2_ERR_CALLBACK_FAILURE.rawValue

    private static func setReceiving(_ callbacks: OpaquePointer) {
        unsafe nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, user in
            unsafe HTTP2Callbacks.with(user) { session in
                guard let frame = unsafe frame else { return HTTP2Callbacks.failure }
                unsafe session.beganHead(
                    frame.pointee.hd.stream_id, isRequest: frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST)
                return 0
            }
        }
        unsafe nghttp2_session_callbacks_set_on_header_callback(callbacks) {
            _, _, name, nameLength, value, length, flags, user in
            unsafe HTTP2Callbacks.with(user) { session in
                unsafe session.receivedField(
                    name: UnsafeBufferPointer(start: name, count: nameLength),
                    value: UnsafeBufferPointer(start: value, count: length),
                    isSensitive: UInt32(flags) & NGHTTP2_NV_FLAG_NO_INDEX.rawValue != 0)
            }
        }
        unsafe nghttp2_session_callbacks_set_on_invalid_header_callback(callbacks) { _, frame, _, _, _, _, _, user in
            unsafe HTTP2Callbacks.with(user) { session in
                guard let frame = unsafe frame else { return HTTP2Callbacks.failure }
                // nghttp2 would drop the field in silence; RFC 9113 section 8.2.1 calls the message malformed.
                session.receivedInvalid(unsafe frame.pointee.hd.stream_id)
                _ = unsafe nghttp2_submit_rst_stream(
                    session.handle, 0, frame.pointee.hd.stream_id, HTTP2ErrorCode.protocolError)
                return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
            }
        }
        unsafe nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
            unsafe HTTP2Callbacks.with(user) { session in
                guard let frame = unsafe frame else { return HTTP2Callbacks.failure }
                unsafe session.received(frame)
                return 0
            }
        }
        unsafe nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(callbacks) { _, frame, _, user in
            unsafe HTTP2Callbacks.with(user) { session in
                guard let frame = unsafe frame else { return HTTP2Callbacks.failure }
                session.receivedInvalid(unsafe frame.pointee.hd.stream_id)
                return 0
            }
        }
        unsafe nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, id, data, length, user in
            unsafe HTTP2Callbacks.with(user) { session in
                guard let data = unsafe data else { return HTTP2Callbacks.failure }
                unsafe session.receivedData(id, data, length)
                return 0
            }
        }
        unsafe nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, id, code, user in
            unsafe HTTP2Callbacks.with(user) { session in
                session.closedStream(id, code: code)
                return 0
            }
        }
    }

    private static func setSending(_ callbacks: OpaquePointer) {
        unsafe nghttp2_session_callbacks_set_send_data_callback(callbacks) { _, frame, header, length, source, user in
            unsafe HTTP2Callbacks.with(user) { session in
                guard let frame = unsafe frame, let header = unsafe header, let pointer = unsafe source?.pointee.ptr
                else { return HTTP2Callbacks.failure }
                // The source is the stream that `submit` named; see `HTTP2Session.dataProvider(for:)` for why it is alive.
                return unsafe Unmanaged<HTTP2Stream>.fromOpaque(pointer)._withUnsafeGuaranteedRef { stream in
                    unsafe session.sendData(
                        of: stream, header: UnsafeRawBufferPointer(start: header, count: 9), length: length,
                        padding: frame.pointee.data.padlen)
                }
            }
        }
        unsafe nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, user in
            unsafe HTTP2Callbacks.with(user) { session in
                guard let frame = unsafe frame else { return HTTP2Callbacks.failure }
                unsafe session.sent(frame)
                return 0
            }
        }
        unsafe nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks) { _, frame, code, user in
            unsafe HTTP2Callbacks.with(user) { session in
                guard let frame = unsafe frame else { return HTTP2Callbacks.failure }
                session.couldNotSend(unsafe frame.pointee.hd.stream_id, type: unsafe frame.pointee.hd.type, code: code)
                return 0
            }
        }
    }

    /// How nghttp2 asks a stream for the next part of its body; the bytes themselves go by the send-data callback.
    static let readData: nghttp2_data_source_read_callback = { _, id, _, length, flags, source, user in
        var count = 0
        let status = unsafe HTTP2Callbacks.with(user) { session in
            guard let pointer = unsafe source?.pointee.ptr, let flags = unsafe flags else {
                return HTTP2Callbacks.failure
            }
            unsafe Unmanaged<HTTP2Stream>.fromOpaque(pointer)._withUnsafeGuaranteedRef { stream in
                count = unsafe session.nextData(of: stream, limit: length, flags: &flags.pointee)
            }
            return 0
        }
        return status == 0 ? count : Int(status)
    }
}
