package import MeshTransport
import NIOCore

/// A client connection without a wire: what is opened on it arrives at a server that the test plays.
package final class InMemorySession: ClientSession {
    /// A request as the server sees it.
    package struct Request {
        package let head: HeaderBlock
        package let end: ExchangeEnd
        /// The server's end: what is sent here the client is told.
        package let server: InMemoryExchange
        /// What the client sent after the head.
        package let received: RecordingDelegate

        /// Answers with a status and a body.
        package func answer(_ status: Int, body: String = "", fields: [(String, String)] = []) {
            var head = HeaderBlock()
            head.append(":status", String(status))
            for (name, value) in fields { head.append(name, value) }
            if body.isEmpty { return server.send(head: head, end: .last) }
            server.send(head: head, end: .more)
            server.send(body: ByteBuffer(string: body), end: .last)
        }
    }

    package let endpoint: Endpoint
    package private(set) var requests: [Request] = []
    /// How many exchanges it takes at once.
    package var maximumExchanges = 100
    /// Whether it answers to PING.
    package var isAlive = true
    package private(set) var pingCount = 0
    package private(set) var receivedByteCount: UInt64 = 0
    package private(set) var isDraining = false
    package private(set) var isClosed = false
    /// Plays the server; without it, requests wait in ``requests``.
    package var onRequest: ((Request) -> Void)?

    private let eventLoop: any EventLoop
    private var observer: (any ClientSessionObserver)?
    private var open: [(client: InMemoryExchange, server: InMemoryExchange)] = []

    init(endpoint: Endpoint, eventLoop: any EventLoop, observer: any ClientSessionObserver) {
        self.endpoint = endpoint
        self.eventLoop = eventLoop
        self.observer = observer
    }

    package var availableExchanges: Int {
        guard !isDraining, !isClosed else { return 0 }
        return max(0, maximumExchanges - openExchanges)
    }

    package var openExchanges: Int {
        open.removeAll { $0.client.isOver }
        return open.count
    }

    package func open(
        head: HeaderBlock, end: ExchangeEnd, delegate: any ExchangeDelegate
    ) throws(ExchangeFailure) -> any Exchange {
        guard availableExchanges > 0 else {
            throw ExchangeFailure(.limitExceeded, processing: .none, detail: "the session in memory is full")
        }
        let (client, server) = InMemoryExchange.pair(on: eventLoop)
        let received = RecordingDelegate()
        client.opened(by: head, end: end)
        client.delegate = delegate
        server.delegate = received
        open.append((client, server))
        let request = Request(head: head, end: end, server: server, received: received)
        requests.append(request)
        onRequest?(request)
        return client
    }

    package func ping() {
        pingCount += 1
        if isAlive { receivedByteCount += 17 }
    }

    package func drain() {
        isDraining = true
        closeIfDone()
    }

    package func close(_ failure: ExchangeFailure) {
        guard !isClosed else { return }
        isClosed = true
        for (client, server) in open {
            client.fail(failure)
            server.fail(failure)
        }
        open = []
        let told = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.execute { told.value.tellClosed(failure) }
    }

    // MARK: The peer's side

    /// Sends SETTINGS.
    package func becomeReady() {
        observer?.sessionBecameReady(self)
    }

    /// Sends GOAWAY: no new requests; the open ones after the first few are handed back unprocessed.
    package func goAway(processing processedCount: Int = .max) {
        isDraining = true
        for (number, pair) in open.enumerated() where number >= processedCount {
            pair.client.fail(
                ExchangeFailure(.resetByPeer(code: 7), processing: .none, detail: "above GOAWAY's last id"))
        }
        observer?.sessionIsDraining(self)
        closeIfDone()
    }

    /// Is gone, as after kill -9.
    package func lose() {
        close(ExchangeFailure(.connectionLost, processing: .unknown, detail: "lost in memory"))
    }

    /// Bytes come, as from a busy peer.
    package func breathe() {
        receivedByteCount += 1
    }

    /// Ends a drained connection when nothing is open on it.
    package func closeIfDone() {
        guard isDraining, openExchanges == 0 else { return }
        close(ExchangeFailure(.connectionLost, processing: .none, detail: "drained"))
    }

    private func tellClosed(_ failure: ExchangeFailure) {
        let observer = observer
        self.observer = nil
        observer?.sessionClosed(failure)
    }
}
