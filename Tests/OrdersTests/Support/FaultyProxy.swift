import MeshTestKit
import NIOCore
import NIOPosix
import Synchronization

/// Stands before an HTTP server and lets chosen requests go wrong in a chosen way.
final class FaultyProxy: Sendable {
    /// How a request goes wrong.
    enum Fault: Hashable, Sendable, CaseIterable {
        /// The connection ends, and the server never hears of it.
        case lostBefore
        /// The server carries it out, and the connection ends without the answer.
        case lostAfter
        /// The server never hears of it, and nothing comes.
        case silentBefore
        /// The server carries it out, and nothing comes.
        case silentAfter
        /// The server never hears of it, and an error is answered.
        case error500, error429, error409
        /// The server carries it out, and an error is answered.
        case error500After
        /// The answer comes late, but in time.
        case slow

        /// Whether the server carries the request out.
        var isCarriedOut: Bool {
            switch self {
            case .lostBefore, .silentBefore, .error500, .error429, .error409: false
            case .lostAfter, .silentAfter, .error500After, .slow: true
            }
        }
    }

    private enum Order {
        case pass
        case fail(Fault)
        /// Kept back until ``FaultyProxy/release()``.
        case hold
    }

    private struct State {
        var mark: String?
        var order = Order.pass
        var met = 0
        var held: [[UInt8]] = []
    }

    private let listener: RawListener
    private let upstream: Int
    private let state = Mutex(State())

    private init(listener: RawListener, upstream: Int) {
        self.listener = listener
        self.upstream = upstream
    }

    /// Runs one for the time of a closure.
    ///
    /// - Parameter upstream: The server's port.
    static func run<Value: Sendable>(
        before upstream: Int, _ body: (FaultyProxy) async throws -> Value
    ) async throws
        -> Value
    {
        let proxy = FaultyProxy(listener: try await RawListener.bind(), upstream: upstream)
        async let serving: Void = proxy.serve()
        let result: Result<Value, any Error>
        do { result = .success(try await body(proxy)) } catch { result = .failure(error) }
        proxy.isOver.withLock { $0 = true }
        await proxy.listener.close()
        await serving
        return try result.get()
    }

    private let isOver = Mutex(false)

    var port: Int { listener.port }
    /// How many requests have met the fault.
    var timesMet: Int { state.withLock { $0.met } }

    /// Lets the next request whose first line contains a text go wrong; those after it pass.
    func fail(_ mark: String, with fault: Fault) {
        state.withLock { state in
            state.mark = mark
            state.order = .fail(fault)
            state.met = 0
        }
    }

    /// Keeps the next request whose first line contains a text back; nothing comes.
    func hold(_ mark: String) {
        state.withLock { state in
            state.mark = mark
            state.order = .hold
            state.met = 0
        }
    }

    /// Carries out what was kept back; the answers are lost.
    func release() async throws {
        for request in state.withLock({ $0.held }) { _ = try await carryOut(request) }
    }

    private func serve() async {
        await withTaskGroup { group in
            var number = 0
            // Looks for the next connection until the test is over.
            while !isOver.withLock({ $0 }) {
                guard let socket = try? await listener.connection(number, limit: .milliseconds(50)) else { continue }
                number += 1
                group.addTask { await self.serve(socket) }
            }
            group.cancelAll()
        }
    }

    /// Serves the requests of a connection, one after the other.
    private func serve(_ socket: RawSocket) async {
        while !Task.isCancelled {
            let received = await socket.read(limit: .seconds(60)) { Self.isWhole($0.bytes) || $0.isHalfClosed }
            guard Self.isWhole(received.bytes) else { return await socket.close() }
            let request = socket.take()
            // A connection that has gone is what a client does that gave up.
            guard (try? await answer(request, on: socket)) == true else { return await socket.close() }
        }
    }

    /// - Returns: Whether the connection goes on.
    private func answer(_ request: [UInt8], on socket: RawSocket) async throws -> Bool {
        switch order(for: request) {
        case .pass:
            try await socket.send(try await carryOut(request))
            return true
        case .hold:
            state.withLock { $0.held.append(request) }
            _ = await socket.readUntilClosed(limit: .seconds(60))
            return false
        case .fail(let fault):
            let answer = fault.isCarriedOut ? try await carryOut(request) : []
            switch fault {
            case .lostBefore, .lostAfter: return false
            case .silentBefore, .silentAfter:
                _ = await socket.readUntilClosed(limit: .seconds(60))
                return false
            case .error500, .error500After: try await socket.send(Self.error("500 Internal Server Error"))
            case .error429: try await socket.send(Self.error("429 Too Many Requests"))
            case .error409: try await socket.send(Self.error("409 Conflict"))
            case .slow:
                try await MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: .milliseconds(200)) {}
                    .futureResult.get()
                try await socket.send(answer)
            }
            return true
        }
    }

    private func order(for request: [UInt8]) -> Order {
        let line = String(decoding: request.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        return state.withLock { state in
            guard let mark = state.mark, line.contains(mark) else { return .pass }
            state.mark = nil
            state.met += 1
            return state.order
        }
    }

    private func carryOut(_ request: [UInt8]) async throws -> [UInt8] {
        let server = try await RawSocket.connect(port: upstream)
        try await server.send(request)
        let answer = await server.read(limit: .seconds(30)) { Self.isWhole($0.bytes) }.bytes
        await server.close()
        return answer
    }

    private static func error(_ status: String) -> [UInt8] {
        let body = #"{"error": {"type": "api_error", "message": "scripted"}}"#
        let head = "HTTP/1.1 \(status)\r\ncontent-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
        return Array((head + body).utf8)
    }

    /// Whether bytes are a whole message: a head, and a body as long as it says.
    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let end = Array("\r\n\r\n".utf8)
        guard let position = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return false }
        let head = String(decoding: bytes[..<position], as: UTF8.self).lowercased()
        let length = head.firstMatch(of: /content-length: *(\d+)/).flatMap { Int($0.1) } ?? 0
        return bytes.count >= position + 4 + length
    }
}
