import CNghttp2
package import NIOCore

/// One HTTP/2 connection around one `nghttp2_session`, in either role, bound to an event loop.
///
/// Bytes go in by ``receive(_:)``; what is to be written gathers in nghttp2 and is written once per turn of the loop. nghttp2 must not be
/// entered again from its own callbacks except to submit frames (its manual, "Callbacks"); so nothing here reads, writes or
/// deletes from inside of one: output waits for the turn's flush, and the handle is deleted with the session itself.
@safe package final class HTTP2Session: EventLoopTaskExecutor.Flushable {
    package enum Role: Sendable {
        case client
        case server
    }

    /// Frames that keep us busy and carry nothing, for the budgets of a server.
    package enum IdleFrame: Sendable {
        /// The peer reset a stream, or broke the protocol on one so that we had to.
        case reset
        /// PING, SETTINGS or PRIORITY.
        case control
        /// DATA without content that ends nothing.
        case emptyData
    }

    /// Output gathered before it is handed to the channel, in bytes.
    static let outputBatch = 64 * 1024
    /// Body parts from this size on are written as they are; smaller ones are copied to stand beside their frame's header.
    static let copyLimit = 2 * 1024

    package let role: Role
    package let configuration: HTTP2Configuration
    package let eventLoop: any EventLoop
    /// The connection, and who the peer is.
    package let connection: ConnectionDescription
    /// The handler, until it is removed from its channel, which breaks the cycle.
    var owner: (any HTTP2SessionOwner)?

    /// nghttp2's session. It is created in `init`, deleted in `deinit` and never handed out, so it is valid in between; every use is
    /// on the event loop.
    let handle: OpaquePointer
    private let executor: EventLoopTaskExecutor

    /// All open streams; each knows its index, so that adding and removing cost no search.
    package private(set) var streams: [HTTP2Stream] = []
    /// Open streams that this side opened.
    package private(set) var openedStreams = 0
    /// The connection is gone: nothing is told or sent any more.
    package private(set) var isDead = false
    /// GOAWAY came or went: no new streams.
    package internal(set) var isDraining = false
    /// The peer's SETTINGS came.
    package internal(set) var isReady = false
    /// When bytes last came.
    package private(set) var lastReceived: NIODeadline
    /// When the last frame came that served a request.
    package internal(set) var lastUseful: NIODeadline

    // What is being read: the head (only one at a time is possible, RFC 9113 section 6.10), and the bytes given to nghttp2.
    var head: IncomingHead
    var input = ByteBuffer()
    var inputBase: UnsafeRawPointer?
    /// The stream whose body part waits for the rest of its frame, so that part and end are told in one call.
    var partial: HTTP2Stream?

    // What is being written.
    /// Without memory of its own between turns: it is the loop's, which serves one session after the other.
    var output = ByteBuffer()
    var outputParts: [ByteBuffer] = []
    var outputBytes = 0
    var isPaused = false
    var blockedStreams = 0
    private var isFlushing = false
    private var needsFlush = false
    private var nextPing: UInt64 = 1

    /// Makes a session and queues its SETTINGS.
    ///
    /// - Throws: ``ExchangeFailure`` when memory is short.
    package init(
        role: Role, configuration: HTTP2Configuration, connection: ConnectionDescription, eventLoop: any EventLoop,
        owner: any HTTP2SessionOwner
    ) throws(ExchangeFailure) {
        self.role = role
        self.configuration = configuration
        self.connection = connection
        self.eventLoop = eventLoop
        self.owner = owner
        executor = .current(on: eventLoop)
        head = IncomingHead(limit: configuration.headerListLimit)
        lastReceived = .now()
        lastUseful = lastReceived
        guard let handle = unsafe HTTP2Callbacks.makeHandle(role: role, configuration: configuration) else {
            throw ExchangeFailure(.limitExceeded, processing: .none, detail: "no memory for an HTTP/2 session")
        }
        unsafe self.handle = handle
        // The callbacks get this object unretained: it owns the handle, so it is there whenever nghttp2 runs.
        unsafe nghttp2_session_set_user_data(handle, Unmanaged.passUnretained(self).toOpaque())
        submitSettings()
    }

    deinit {
        // The last reference is gone, so no call into nghttp2 is on the stack (each runs in a method of this object).
        unsafe nghttp2_session_del(handle)
    }

    private func submitSettings() {
        var settings: [(Int, Int)] = [
            (0x4, configuration.streamWindow),
            (0x6, configuration.headerListLimit),
        ]
        switch role {
        case .server:
            // MAX_CONCURRENT_STREAMS, ENABLE_CONNECT_PROTOCOL (RFC 8441), NO_RFC7540_PRIORITIES (RFC 9218).
            settings += [(0x3, configuration.maxConcurrentStreams), (0x8, 1)]
        case .client:
            settings += [(0x2, 0)]
        }
        let entries = settings.map { nghttp2_settings_entry(settings_id: Int32($0.0), value: UInt32($0.1)) }
        // nghttp2 copies the entries. The calls fail only for lack of memory, which the first flush then meets and reports.
        _ = unsafe nghttp2_submit_settings(handle, 0, entries, entries.count)
        _ = unsafe nghttp2_session_set_local_window_size(handle, 0, 0, Int32(clamping: configuration.connectionWindow))
        setNeedsFlush()
    }

    // MARK: Reading

    /// Takes bytes from the channel and tells the streams' owners what they mean.
    package func receive(_ bytes: ByteBuffer) {
        guard !isDead else { return }
        lastReceived = .now()
        input = bytes
        // nghttp2 reads within the closure only; the callbacks that it makes take slices of `input` by their distance to
        // `inputBase`, which is cleared before the pointer ends.
        let consumed = unsafe bytes.withUnsafeReadableBytes { pointer in
            unsafe inputBase = pointer.baseAddress
            defer { unsafe inputBase = nil }
            return unsafe nghttp2_session_mem_recv(handle, pointer.baseAddress, pointer.count)
        }
        deliverPartial(end: .more)
        input = ByteBuffer()
        if consumed < 0 {
            terminate(
                consumed == Int(NGHTTP2_ERR_FLOODED.rawValue) || consumed == Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)
                    ? HTTP2ErrorCode.enhanceYourCalm : HTTP2ErrorCode.protocolError)
        }
        setNeedsFlush()
    }

    // MARK: Streams

    func add(_ stream: HTTP2Stream) {
        stream.index = streams.count
        streams.append(stream)
        if stream.isOutgoing { openedStreams += 1 }
    }

    func remove(_ stream: HTTP2Stream) {
        guard stream.index >= 0 else { return }
        let last = streams.removeLast()
        if last !== stream {
            streams[stream.index] = last
            last.index = stream.index
        }
        stream.index = -1
        if stream.isOutgoing { openedStreams -= 1 }
    }

    /// How many streams may be opened now.
    package var availableStreams: Int {
        guard !isDead, !isDraining, isReady else { return 0 }
        let limit = unsafe nghttp2_session_get_remote_settings(handle, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
        guard unsafe nghttp2_session_check_request_allowed(handle) != 0 else { return 0 }
        return max(0, Int(limit) - openedStreams)
    }

    /// Sends a request. Clients only.
    ///
    /// - Throws: An ``ExchangeFailure`` that was surely not processed, when no stream can be opened.
    package func open(
        head: HeaderBlock, end: ExchangeEnd, delegate: any ExchangeDelegate
    ) throws(ExchangeFailure) -> HTTP2Stream {
        guard availableStreams > 0 else {
            throw ExchangeFailure(
                isDraining || isDead ? .shuttingDown : .limitExceeded, processing: .none,
                detail: "no stream can be opened")
        }
        let stream = HTTP2Stream(session: self, isOutgoing: true)
        stream.delegate = delegate
        let id = submitRequest(head, end: end, stream: stream)
        guard id > 0 else {
            throw ExchangeFailure(.limitExceeded, processing: .none, detail: "nghttp2 refused the request: \(id)")
        }
        stream.id = id
        add(stream)
        setNeedsFlush()
        return stream
    }

    // MARK: The connection

    /// Sends a PING and returns its payload, which comes back by ``HTTP2SessionOwner/session(_:receivedPong:)``.
    package func ping() -> UInt64 {
        let payload = nextPing
        nextPing += 1
        guard !isDead else { return payload }
        unsafe withUnsafeBytes(of: payload.bigEndian) { bytes in
            // Eight bytes, which nghttp2 copies.
            _ = unsafe nghttp2_submit_ping(handle, 0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
        setNeedsFlush()
        return payload
    }

    /// Warns the peer that no new streams will be taken soon: GOAWAY with the highest id (RFC 9113, section 6.8).
    package func announceShutdown() {
        guard !isDead, role == .server else { return }
        _ = unsafe nghttp2_submit_shutdown_notice(handle)
        setNeedsFlush()
    }

    /// Takes no new streams and ends the connection when the last open one has ended.
    package func shutDown() {
        guard !isDead else { return }
        isDraining = true
        let last = unsafe nghttp2_session_get_last_proc_stream_id(handle)
        _ = unsafe nghttp2_submit_goaway(handle, 0, last, HTTP2ErrorCode.noError, nil, 0)
        setNeedsFlush()
    }

    /// Ends the connection with this code as soon as it is written.
    package func terminate(_ code: UInt32) {
        guard !isDead else { return }
        isDraining = true
        _ = unsafe nghttp2_session_terminate_session(handle, code)
        setNeedsFlush()
    }

    /// The connection is gone: every open stream fails.
    package func connectionLost(_ reason: ExchangeFailure.Reason = .connectionLost, detail: String = "") {
        guard !isDead else { return }
        isDead = true
        isDraining = true
        let lost = streams
        streams = []
        openedStreams = 0
        for stream in lost {
            stream.index = -1
            stream.fail(ExchangeFailure(reason, processing: stream.isSent ? .unknown : .none, detail: detail))
        }
    }

    // MARK: Writing

    /// Sees to it that output is written in this turn of the loop.
    func setNeedsFlush() {
        guard !needsFlush, !isFlushing, !isDead else { return }
        needsFlush = true
        executor.flushAfterJobs(self)
    }

    /// Writes what nghttp2 has to send, as long as the channel takes it.
    package func flush() {
        needsFlush = false
        guard !isDead, !isFlushing, let owner else { return }
        isFlushing = true
        defer { isFlushing = false }
        var hasWritten = false
        while owner.isChannelWritable, !isDead {
            gatherOutput()
            guard outputBytes > 0 else { break }
            writeOutput(to: owner)
            hasWritten = true
        }
        let isStoppedByChannel = !owner.isChannelWritable
        if hasWritten { owner.sessionFlush(self) }
        guard !isDead else { return }
        // The flush itself may have made room, and what the channel said of it was not heard in here.
        if owner.isChannelWritable, tellUnblockedStreams() || isStoppedByChannel {
            isFlushing = false
            setNeedsFlush()
        }
        // Both say whether there is anything left to do; when not, RFC 9113 lets the connection be closed.
        if unsafe nghttp2_session_want_read(handle) == 0, unsafe nghttp2_session_want_write(handle) == 0 {
            owner.sessionIsDone(self)
        }
    }

    /// Sees to it that there is a buffer for output.
    func prepareOutput() {
        if output.capacity == 0 { output = executor.takeOutput() }
    }

    private func writeOutput(to owner: any HTTP2SessionOwner) {
        let parts = outputParts
        outputParts.removeAll(keepingCapacity: true)
        for part in parts { owner.session(self, write: part) }
        if output.readableBytes > 0 {
            owner.session(self, write: output)
            executor.giveBackOutput(&output)
        }
        outputBytes = 0
    }
}
