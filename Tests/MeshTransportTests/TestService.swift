import MeshTransport
import NIOCore
import Synchronization

/// What the transport's tests talk to: each path shows one thing that an owner of exchanges may do, straight on the exchange.
final class TestService: Sendable {
    /// How exchanges ended that did not end well, in order.
    let failures = Mutex<[ExchangeFailure]>([])
    /// Requests that were presented.
    let presented = Mutex<[String]>([])
    /// The exchanges that wait for `release()`; touched through their loops alone.
    private let held = Mutex<[NIOLoopBound<Call>]>([])

    var acceptor: ExchangeAcceptor {
        { exchange, head, end in
            let call = Call(service: self, exchange: exchange, head: head)
            // Held before it counts as presented: who has counted it may release it at once.
            if call.path == "/hold" { self.hold(call, on: exchange.eventLoop) }
            self.presented.withLock { $0.append("\(head.string(":method") ?? "-") \(head.string(":path") ?? "-")") }
            call.begin(end)
            return call
        }
    }

    var presentedCount: Int { presented.withLock { $0.count } }
    var failureCount: Int { failures.withLock { $0.count } }
    var firstFailure: ExchangeFailure.Reason? { failures.withLock { $0.first?.reason } }

    private func hold(_ call: Call, on eventLoop: any EventLoop) {
        held.withLock { $0.append(NIOLoopBound(call, eventLoop: eventLoop)) }
    }

    /// Answers all requests that wait.
    func release() {
        let calls = held.withLock { held in
            defer { held = [] }
            return held
        }
        for call in calls { call.eventLoop.execute { call.value.answer("released") } }
    }

    /// One request.
    final class Call: ExchangeDelegate {
        private let service: TestService
        private let exchange: any Exchange
        private let head: HeaderBlock
        fileprivate let path: String
        private var body = ByteBuffer()
        private var bytesToSend = 0

        init(service: TestService, exchange: any Exchange, head: HeaderBlock) {
            self.service = service
            self.exchange = exchange
            self.head = head
            path = head.string(":path") ?? ""
        }

        func begin(_ end: ExchangeEnd) {
            if head.string(":protocol") == "websocket" { return beginWebSocket() }
            switch path {
            case "/early": answer("early")
            case "/continue": exchange.consumed(0)
            case "/hints": sendHead(status: 103, [("link", "</style.css>")], end: .more)
            case "/refuse": exchange.reset(.refused)
            case "/abort": exchange.reset(.cancelled)
            case "/broken": sendHead(status: 200, [("x-split", "a\r\nset-cookie: b")], end: .last)
            case "/short": sendShort()
            case "/none": sendHead(status: 204, [], end: .last)
            case "/fresh": sendHead(status: 304, [("etag", "\"1\"")], end: .last)
            case "/big": sendBig()
            case "/stream": sendHead(status: 200, [], end: .more)
            case "/trailers": sendTrailers()
            default: break
            }
            if end == .last { requestEnded() }
        }

        private func requestEnded() {
            switch path {
            case "/echo": answer(String(buffer: body))
            case "/fields": answer(fieldLines)
            case "/stream": exchange.send(body: ByteBuffer(), end: .last)
            case "/continue", "/hints": answer("got \(body.readableBytes)")
            case "/peer": answer(exchange.connection.peerIdentity ?? "nobody")
            case "/": answer("hello")
            default: break
            }
        }

        private var fieldLines: String {
            head.fields.map { field in
                String(decoding: head.name(of: field), as: UTF8.self) + "="
                    + String(decoding: head.value(of: field), as: UTF8.self) + "\n"
            }.joined()
        }

        func answer(_ text: String) {
            sendHead(
                status: 200, [("content-length", "\(text.utf8.count)"), ("content-type", "text/plain")], end: .more)
            exchange.send(body: ByteBuffer(string: text), end: .last)
        }

        private func sendHead(status: Int, _ fields: [(String, String)], end: ExchangeEnd) {
            var head = HeaderBlock()
            head.append(":status", "\(status)")
            for (name, value) in fields { head.append(name, value) }
            exchange.send(head: head, end: end)
        }

        /// Less than the length that was promised.
        private func sendShort() {
            sendHead(status: 200, [("content-length", "10")], end: .more)
            exchange.send(body: ByteBuffer(string: "123"), end: .last)
        }

        private func sendTrailers() {
            sendHead(status: 200, [("trailer", "x-sum")], end: .more)
            exchange.send(body: ByteBuffer(string: "part"), end: .more)
            var trailers = HeaderBlock()
            trailers.append("x-sum", "4")
            exchange.send(trailers: trailers)
        }

        /// 64 MiB, as fast as the peer takes them and no faster.
        private func sendBig() {
            sendHead(status: 200, [], end: .more)
            bytesToSend = 64 << 20
            sendMore()
        }

        private func sendMore() {
            while bytesToSend > 0 && exchange.isWritable {
                bytesToSend -= 65_536
                exchange.send(body: ByteBuffer(repeating: 120, count: 65_536), end: bytesToSend > 0 ? .more : .last)
            }
        }

        private func beginWebSocket() {
            guard path == "/socket" else { return sendHead(status: 404, [], end: .last) }
            sendHead(status: 200, [("sec-websocket-protocol", "chat")], end: .more)
        }

        func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {}

        func exchange(_ exchange: any Exchange, receivedBody part: ByteBuffer, end: ExchangeEnd) {
            if head.string(":protocol") != nil || path == "/stream" {
                exchange.send(body: part, end: head.string(":protocol") == nil ? .more : end)
            } else {
                body.writeImmutableBuffer(part)
            }
            if path != "/unread" { exchange.consumed(part.readableBytes) }
            if end == .last { requestEnded() }
        }

        func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
            if path == "/fields" {
                body = ByteBuffer(string: trailers.string("x-sum") ?? "")
                return answer("trailer " + String(buffer: body))
            }
            requestEnded()
        }

        func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
            service.failures.withLock { $0.append(failure) }
        }

        func exchangeBecameWritable(_ exchange: any Exchange) {
            sendMore()
        }
    }
}
