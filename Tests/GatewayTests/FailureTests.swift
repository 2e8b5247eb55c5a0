import Gateway
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Synchronization
import Testing

/// What clients see when services fail.
struct FailureTests {
    /// A service that resets every request before it answers.
    private static func resetting(_ name: String, _ reason: ExchangeReset, count: Mutexed<Int> = Mutexed(0)) -> Backend
    {
        Backend(name: name) { exchange, _, _ in
            count.change { $0 += 1 }
            exchange.reset(reason)
            return SilentDelegate()
        }
    }

    /// A service that never answers, and that heeds no deadline itself.
    private static func silent(onFailure: @escaping @Sendable () -> Void) -> Backend {
        Backend(name: "one") { _, _, _ in SilentDelegate(onFailure: onFailure) }
    }

    private func expectProblem(
        _ answer: GatewayUnderTest.Answer, _ status: Int, _ error: String, retryAfter: String? = nil
    ) throws {
        #expect(answer.status == status)
        #expect(answer.field("content-type") == "application/problem+json")
        #expect(
            answer.field("proxy-status")?.hasPrefix("orrery; error=\(error)") == true,
            "\(answer.field("proxy-status") ?? "")")
        #expect(answer.field("retry-after") == retryAfter)
        #expect(answer.field("cache-control") == "no-store")
        let problem = try JSONValue(parsing: answer.body)
        #expect(problem["status"]?.intValue == Int64(status))
        #expect(problem["traceId"]?.stringValue?.utf8.count == 32)
        #expect(Problem.schema.validate(problem).isEmpty)
    }

    @Test("Clients of AWS read failures in the form of theirs")
    func forAWS() async throws {
        let routes = [Route(prefix: "/aws", service: "shop"), Route(prefix: "/awsome", service: "shop")]
        try await withGateway(routes: routes, [:], configure: { $0.upstream.waitLimit = .milliseconds(50) }) {
            gateway in
            for path in ["/aws", "/aws/2015-03-31/functions/x?a=b"] {
                let answer = try await gateway.send(.post, path, body: "x")
                #expect(answer.status == 503 && answer.field("content-type") == "application/json", "\(answer)")
                #expect(answer.field("x-amzn-requestid")?.utf8.count == 32)
                let document = try JSONValue(parsing: answer.body)
                #expect(document["__type"]?.stringValue == answer.field("x-amzn-errortype"))
                #expect(document["message"] == "The service shop has no instance that takes requests.")
            }
            let answer = try await gateway.send(.post, "/awsome", body: "x")
            try expectProblem(answer, 503, "destination_unavailable", retryAfter: "1")
        }
    }

    @Test("An idempotent request goes to another instance when one resets it, and no other request does")
    func retried() async throws {
        let routes = [Route(prefix: "/", service: "shop")]
        try await withGateway(routes: routes, ["shop": [Self.resetting("bad", .internalError), .named("good")]]) {
            gateway in
            for _ in 0..<20 {
                let reply = try await gateway.send(.get, "/")
                #expect(reply.body == "good")
            }
            do {
                let reply = try await gateway.send(.put, "/", body: "x")
                #expect(reply.body == "good")
            }
            do {
                let reply = try await gateway.send(.post, "/", [("idempotency-key", "1")], body: "x")
                #expect(reply.body == "good")
            }
        }
        try await withGateway(routes: routes, ["shop": [Self.resetting("bad", .internalError)]]) { gateway in
            try expectProblem(try await gateway.send(.post, "/", body: "x"), 502, "http_response_incomplete")
        }
    }

    @Test("A request that was surely not processed is sent again whatever it is")
    func refused() async throws {
        try await withGateway(["shop": [Self.resetting("busy", .refused), .named("good")]]) { gateway in
            for _ in 0..<10 {
                let reply = try await gateway.send(.post, "/", body: "x")
                #expect(reply.body == "good")
            }
        }
    }

    @Test("A 503 of one instance is not shown while another one answers")
    func unavailableInstance() async throws {
        let bad = Backend.handler("bad") { _, writer in writer.respond(.init(status: .serviceUnavailable)) }
        try await withGateway(["shop": [bad, .named("good")]]) { gateway in
            try await waitUntil("the good one is connected to") { try await gateway.send(.get, "/").body == "good" }
            for _ in 0..<20 { #expect(try await gateway.send(.get, "/").body == "good") }
        }
        try await withGateway(["shop": [bad]]) { gateway in
            let answer = try await gateway.send(.get, "/")
            #expect(answer.status == 503)
            #expect(answer.field("proxy-status") == nil)
        }
    }

    @Test("Retries stop at the route's number")
    func bounded() async throws {
        let count = Mutexed(0)
        let routes = [Route(prefix: "/", service: "shop", retries: 1)]
        let backends = ["a", "b", "c", "d"].map { Self.resetting($0, .internalError, count: count) }
        try await withGateway(routes: routes, ["shop": backends]) { gateway in
            try expectProblem(try await gateway.send(.get, "/"), 502, "http_response_incomplete")
            #expect(count.value == 2)
        }
    }

    @Test("Without an instance the answer is 503, with a time to come back")
    func noInstance() async throws {
        try await withGateway([:], gone: 1, configure: { $0.upstream.waitLimit = .milliseconds(50) }) { gateway in
            try expectProblem(try await gateway.send(.get, "/"), 503, "destination_unavailable", retryAfter: "1")
        }
        try await withGateway([:], configure: { $0.upstream.waitLimit = .milliseconds(50) }) { gateway in
            try expectProblem(
                try await gateway.send(.post, "/", body: "x"), 503, "destination_unavailable", retryAfter: "1")
        }
    }

    @Test("A request whose time runs out while it waits for an instance says that there is none")
    func noInstanceInTime() async throws {
        let routes = [Route(prefix: "/", service: "shop", timeout: .milliseconds(50))]
        try await withGateway(routes: routes, [:], gone: 1) { gateway in
            try expectProblem(try await gateway.send(.get, "/"), 503, "destination_unavailable", retryAfter: "1")
        }
    }

    @Test("A service that does not answer in the route's time is a 504, and is told to stop")
    func timeout() async throws {
        let cancelled = Mutexed(0)
        let slow = Self.silent { cancelled.change { $0 += 1 } }
        let routes = [Route(prefix: "/", service: "shop", timeout: .milliseconds(100), perTry: nil)]
        try await withGateway(routes: routes, ["shop": [slow]]) { gateway in
            try expectProblem(try await gateway.send(.get, "/"), 504, "http_response_timeout")
            try await waitUntil("the service is told") { cancelled.value == 1 }
        }
    }

    @Test("A client's deadline ends the request at every hop")
    func clientDeadline() async throws {
        let cancelled = Mutexed(0)
        let slow = Self.silent { cancelled.change { $0 += 1 } }
        try await withGateway(["shop": [slow]]) { gateway in
            func ask(_ deadline: Int) async throws -> String {
                try await gateway.raw(
                    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Deadline-Ms: \(deadline)\r\n\r\n")
            }
            let late = try await ask(50)
            #expect(late.hasPrefix("HTTP/1.1 504 "))
            #expect(late.contains("proxy-status: orrery; error=http_response_timeout"))
            try await waitUntil("the service is told") { cancelled.value == 1 }
            let tooLate = try await ask(0)
            #expect(tooLate.hasPrefix("HTTP/1.1 504 "))
            #expect(cancelled.value == 1)
        }
    }

    @Test("A try that takes too long goes to another instance")
    func perTry() async throws {
        let slow = Backend.handler("slow") { _, _ in await untilCancelled() }
        let routes = [Route(prefix: "/", service: "shop", timeout: .seconds(60), perTry: .milliseconds(500))]
        try await withGateway(routes: routes, ["shop": [slow, .named("good")]]) { gateway in
            for _ in 0..<5 {
                let reply = try await gateway.send(.get, "/")
                #expect(reply.body == "good")
            }
        }
    }

    @Test("An answer that breaks off is not shown as whole")
    func brokenAnswer() async throws {
        let hasArrived = Mutexed(false)
        let broken = Backend.handler { _, writer in
            writer.writeHead(.init(status: .ok))
            try await writer.write(ByteBuffer(string: "half"))
            try await waitUntil("the first half arrived") { hasArrived.value }
            writer.abort()
        }
        try await withGateway(["shop": [broken]]) { gateway in
            let response = try await gateway.open(.get, "/")
            var parts = response.body.makeAsyncIterator()
            let half = try await parts.next()
            #expect(half == ByteBuffer(string: "half"))
            hasArrived.change { $0 = true }
            await #expect(throws: ExchangeFailure.self) { _ = try await parts.next() }
            hasArrived.change { $0 = false }
            let socket = try await RawSocket.connect(port: gateway.port)
            try await socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = await socket.read { $0.text.contains("half") }
            hasArrived.change { $0 = true }
            let answer = await socket.readUntilClosed()
            #expect(answer.text.contains("half"))
            #expect(!answer.text.hasSuffix("0\r\n\r\n"))
            await socket.close()
        }
    }

    @Test("A client that goes away stops the handler")
    func clientGone() async throws {
        let began = Mutexed(0)
        let cancelled = Mutexed(0)
        let slow = Backend.handler { _, writer in
            began.change { $0 += 1 }
            writer.writeHead(.init(status: .ok))
            await untilCancelled()
            cancelled.change { $0 += 1 }
        }
        try await withGateway(["shop": [slow]]) { gateway in
            let task = Task { try await gateway.send(.get, "/") }
            try await waitUntil("the handler began") { began.value == 1 }
            task.cancel()
            _ = await task.result
            try await waitUntil("the handler is cancelled") { cancelled.value == 1 }
            let socket = try await RawSocket.connect(port: gateway.port)
            try await socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            try await waitUntil("the handler began") { began.value == 2 }
            try await socket.abort()
            try await waitUntil("the handler is cancelled") { cancelled.value == 2 }
            try await waitUntil("both are counted") {
                try await gateway.proxy.reportCounts()
                return gateway.counted.all.reduce(0) { $0 + $1.counts.reduce(0, +) } == 2
            }
        }
    }

    @Test("A service that answers before it read the request does not hold up the client")
    func earlyAnswer() async throws {
        let early = Backend.handler { _, writer in
            writer.respond(.init(status: .init(code: 413)), body: ByteBuffer(string: "too much"))
        }
        try await withGateway(["shop": [early]]) { gateway in
            let answer = try await gateway.send(.post, "/", body: String(repeating: "x", count: 5_000_000))
            #expect(answer.status == 413)
            #expect(answer.body == "too much")
        }
    }
}

struct BackPressureTests {
    private static let total = 64 << 20

    @Test("A client that does not read holds the service back")
    func slowReader() async throws {
        let written = Mutexed(0)
        let stream = Backend.handler { _, writer in
            writer.writeHead(.init(status: .ok))
            let part = ByteBuffer(repeating: 0x78, count: 1 << 16)
            while written.value < Self.total {
                try await writer.write(part)
                written.change { $0 += part.readableBytes }
            }
            writer.finish()
        }
        try await withGateway(["shop": [stream]]) { gateway in
            let socket = try await RawSocket.connect(port: gateway.port)
            try await socket.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            _ = await socket.read { !$0.bytes.isEmpty }
            try await socket.setReading(false)
            let stopped = try await settled(written)
            #expect(stopped < Self.total / 2)
            try await socket.setReading(true)
            try await waitUntil("the rest is written", state: { "\(written.value)" }) { written.value >= Self.total }
            await socket.close()
        }
    }

    @Test("A service that does not read holds the client back")
    func slowService() async throws {
        let gate = Mutexed(false)
        let read = Mutexed(0)
        let slow = Backend.handler { request, writer in
            try await waitUntil("the gate opens") { gate.value }
            for try await part in request.body { read.change { $0 += part.readableBytes } }
            writer.respond(.init(status: .ok))
        }
        try await withGateway(["shop": [slow]]) { gateway in
            let socket = try await RawSocket.connect(port: gateway.port)
            let sent = Mutexed(0)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    try await socket.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(Self.total)\r\n\r\n")
                    let part = [UInt8](repeating: 0x78, count: 1 << 16)
                    while sent.value < Self.total {
                        try await socket.send(part)
                        sent.change { $0 += part.count }
                    }
                }
                #expect(try await settled(sent) < Self.total / 2)
                gate.change { $0 = true }
                try await tasks.waitForAll()
            }
            let answer = await socket.readUntilClosed()
            #expect(answer.text.hasPrefix("HTTP/1.1 200 "))
            #expect(read.value == Self.total)
            await socket.close()
        }
    }

    /// Waits until a number has not changed for some looks in a row, which is when everything in between is full.
    private func settled(_ number: Mutexed<Int>) async throws -> Int {
        var last = -1
        var unchanged = 0
        try await waitUntil("nothing moves", limit: .seconds(20)) {
            let now = number.value
            unchanged = now == last && now > 0 ? unchanged + 1 : 0
            last = now
            return unchanged > 100
        }
        return last
    }
}
