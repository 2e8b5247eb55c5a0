import CNats
import Dispatch
import Glibc
import MeshCore
import Synchronization

/// A connection to a cluster of NATS servers, by Debian's libnats. It is made again, to any of the servers, when it breaks.
///
/// Requests wait for their answers without a thread: all answers come to one subscription. What may block (connecting,
/// writing) is done on a queue of its own.
@safe final class NatsConnection: Sendable {
    /// How often it is looked whether the time of a request is over.
    private static let tick = DispatchTimeInterval.milliseconds(20)

    /// Objects of the library, which locks each of them; they are there until the connection is closed.
    @unsafe private struct Handles {
        var connection: OpaquePointer?
        var subscriptions: [OpaquePointer] = unsafe []
    }

    // Touched on the queue alone, one block after another.
    private nonisolated(unsafe) var handles = unsafe Handles()
    private let queue = DispatchQueue(label: "nats.writes")
    private let inbox: NatsInbox
    private let isTicking = Atomic<Bool>(false)

    private init(_ inbox: NatsInbox) { self.inbox = inbox }

    /// Begins a connection. It need not be there yet when this returns; requests fail until it is.
    ///
    /// - Parameters:
    ///   - servers: URLs as `nats://host:4222`; with a name and password as `nats://name:password@host:4222`.
    ///   - news: A subject, perhaps with wildcards, whose messages are heard.
    ///   - hear: Takes those, on a thread of the library's, one at a time.
    /// - Throws: ``NatsFailure/notSent(detail:)`` when the URLs make no sense.
    static func open(
        _ servers: [String], news: String, hear: @escaping @Sendable (NatsMessage) -> Void
    ) async throws(NatsFailure) -> NatsConnection {
        let connection = NatsConnection(NatsInbox(hear: hear))
        let result: Result<Void, NatsFailure> = await withCheckedContinuation { continuation in
            connection.queue.async {
                do throws(NatsFailure) {
                    try connection.connect(servers, news: news)
                    continuation.resume(returning: .success(()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        try result.get()
        return connection
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Parameter limit: How long to wait.
    func request(_ message: NatsMessage, within limit: Duration) async throws(NatsFailure) -> NatsMessage {
        let end = MonotonicInstant.now().advanced(by: limit)
        let result = await inbox.answer(until: end) { number in
            queue.async {
                do throws(NatsFailure) {
                    try self.send(message, answers: "\(self.inbox.prefix)\(number)")
                } catch {
                    self.inbox.settle(number, .failure(error))
                }
            }
            keepTime()
        }
        return try result.get()
    }

    /// The largest message that the servers take, in bytes; nil before the connection is there.
    func largestMessage() async -> Int? {
        await withCheckedContinuation { continuation in
            queue.async {
                // The connection is the library's own until it is closed, on this queue.
                let largest = unsafe self.handles.connection.map { unsafe natsConnection_GetMaxPayload($0) } ?? 0
                continuation.resume(returning: largest > 0 ? Int(largest) : nil)
            }
        }
    }

    /// Ends the connection for good; who waits for an answer is told.
    func close() async {
        inbox.close()
        await withCheckedContinuation { continuation in
            queue.async {
                self.destroy()
                continuation.resume()
            }
        }
    }

    // MARK: On the queue

    private func connect(_ servers: [String], news: String) throws(NatsFailure) {
        var options: OpaquePointer?
        try Self.prove(unsafe natsOptions_Create(&options))
        defer { unsafe natsOptions_Destroy(options) }
        try unsafe setServers(servers, options)
        // Never gives up, looks often, and writes at once: its own writer would wait a millisecond for more.
        try Self.prove(unsafe natsOptions_SetMaxReconnect(options, -1))
        try Self.prove(unsafe natsOptions_SetReconnectWait(options, 100))
        try Self.prove(unsafe natsOptions_SetReconnectJitter(options, 50, 50))
        try Self.prove(unsafe natsOptions_SetTimeout(options, 2000))
        try Self.prove(unsafe natsOptions_SetPingInterval(options, 2000))
        try Self.prove(unsafe natsOptions_SetMaxPingsOut(options, 2))
        try Self.prove(unsafe natsOptions_SetSendAsap(options, true))
        try Self.prove(unsafe natsOptions_SetName(options, "orrery"))
        try Self.prove(unsafe natsOptions_SetRetryOnFailedConnect(options, true, nil, nil))
        let status = unsafe natsConnection_Connect(&handles.connection, options)
        if status != NATS_NOT_YET_CONNECTED { try Self.prove(status) }
        do throws(NatsFailure) {
            for subject in ["\(inbox.prefix)*", news] { try subscribe(to: subject) }
        } catch {
            destroy()
            throw error
        }
    }

    private func setServers(_ servers: [String], _ options: OpaquePointer?) throws(NatsFailure) {
        // The library copies the texts within the call.
        let texts = unsafe servers.map { unsafe strdup($0) }
        defer { unsafe texts.forEach { unsafe free($0) } }
        var pointers = unsafe texts.map { unsafe UnsafePointer<CChar>($0) }
        try Self.prove(unsafe natsOptions_SetServers(options, &pointers, Int32(servers.count)))
    }

    private func subscribe(to subject: String) throws(NatsFailure) {
        // Each subscription holds the inbox until its last message is delivered.
        let closure = unsafe Unmanaged.passRetained(inbox).toOpaque()
        var subscription: OpaquePointer?
        let status = unsafe natsConnection_Subscribe(
            &subscription, handles.connection, subject,
            { _, _, message, closure in
                guard let message = unsafe message, let closure = unsafe closure else { return }
                let copy = unsafe NatsMessage(message)
                unsafe natsMsg_Destroy(message)
                unsafe Unmanaged<NatsInbox>.fromOpaque(closure).takeUnretainedValue().take(copy)
            }, closure)
        guard status == NATS_OK, let subscription = unsafe subscription else {
            unsafe Unmanaged<NatsInbox>.fromOpaque(closure).release()
            return try Self.prove(status)
        }
        unsafe handles.subscriptions.append(subscription)
        // Answers are as many as requests; none is thrown away because others wait to be taken.
        try Self.prove(unsafe natsSubscription_SetPendingLimits(subscription, -1, -1))
        try Self.prove(
            unsafe natsSubscription_SetOnCompleteCB(
                subscription, { unsafe $0.map { unsafe Unmanaged<NatsInbox>.fromOpaque($0).release() } }, closure))
    }

    private func send(_ message: NatsMessage, answers: String) throws(NatsFailure) {
        guard let connection = unsafe handles.connection else { throw .closed }
        var copy: OpaquePointer?
        try Self.prove(
            unsafe message.payload.withUnsafeBytes { bytes in
                // Bytes are bytes, signed or not; the library copies them within the call.
                unsafe natsMsg_Create(
                    &copy, message.subject, answers, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(bytes.count))
            })
        defer { unsafe natsMsg_Destroy(copy) }
        for (header, value) in message.headers {
            try Self.prove(unsafe natsMsgHeader_Set(copy, header.rawValue, value))
        }
        try Self.prove(unsafe natsConnection_PublishMsg(connection, copy))
    }

    private func destroy() {
        unsafe natsConnection_Close(handles.connection)
        unsafe handles.subscriptions.forEach { unsafe natsSubscription_Destroy($0) }
        unsafe natsConnection_Destroy(handles.connection)
        unsafe handles = Handles()
    }

    /// Sees to it that requests end in time, while there are any.
    private func keepTime() {
        guard !isTicking.exchange(true, ordering: .acquiringAndReleasing) else { return }
        tickOnce()
    }

    private func tickOnce() {
        queue.asyncAfter(deadline: .now() + Self.tick) {
            if self.inbox.expire(at: .now()) { return self.tickOnce() }
            self.isTicking.store(false, ordering: .releasing)
            // One that came in between has seen the mark.
            if self.inbox.expire(at: .now()) { self.keepTime() }
        }
    }

    private static func prove(_ status: natsStatus) throws(NatsFailure) {
        guard status != NATS_OK else { return }
        throw .notSent(detail: unsafe natsStatus_GetText(status).map { unsafe String(cString: $0) } ?? "\(status)")
    }
}
