import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@Suite("When a call is tried again")
struct ClientUpstreamRetryTests {
    typealias Fixture = ClientUpstreamFixture

    /// The instance that holds the only open request, and the other one.
    private func places(_ fixture: Fixture) throws -> (first: String, other: String) {
        let first = try #require(["a", "b"].first { fixture.requests($0).count == 1 })
        return (first, first == "a" ? "b" : "a")
    }

    @Test(
        "What an instance held when it was killed goes to another one when sending it twice does no harm",
        arguments: [
            ("GET", [], true), ("PUT", [], true), ("DELETE", [], true), ("POST", [], false), ("PATCH", [], false),
            ("POST", [("idempotency-key", "k1")], true),
        ] as [(String, [(String, String)], Bool)])
    func killed(method: String, fields: [(String, String)], isRetried: Bool) throws {
        let fixture = Fixture(["a", "b"])
        let (call, answer) = fixture.send(method, fields)
        let (first, other) = try places(fixture)
        fixture.session(first)?.lose()
        fixture.run()
        #expect(fixture.requests(other).count == (isRetried ? 1 : 0))
        if isRetried {
            fixture.requests(other)[0].answer(200)
            fixture.run()
            #expect(answer.status == "200")
            #expect(call.attempts.map(\.instance) == [first, other])
        } else {
            #expect(answer.failure?.reason == .connectionLost)
        }
        #expect(answer.hasEnded)
    }

    @Test("A request that was surely not processed is sent again whatever its method", arguments: ["POST", "PATCH"])
    func refused(method: String) throws {
        let fixture = Fixture(["a", "b"])
        let (_, answer) = fixture.send(method, policy: .never)
        let (first, other) = try places(fixture)
        fixture.requests(first)[0].server.reset(.refused)
        fixture.run()
        try #require(fixture.requests(other).count == 1)
        fixture.requests(other)[0].answer(201)
        fixture.run()
        #expect(answer.status == "201")
    }

    @Test("A request that every instance refuses comes to an end")
    func refusedForEver() {
        let fixture = Fixture(["a", "b"])
        fixture.connector.onRequest = { _, request in request.server.reset(.refused) }
        let (call, answer) = fixture.send()
        fixture.pass(.seconds(5))
        #expect(answer.failure?.reason == .resetByPeer(code: 7))
        #expect(call.attempts.count == 9)
    }

    @Test("An answer that began and then fails is a failure, not another try")
    func begun() throws {
        let fixture = Fixture(["a", "b"])
        let (_, answer) = fixture.send()
        let (first, other) = try places(fixture)
        fixture.requests(first)[0].server.send(head: .answer(200), end: .more)
        fixture.run()
        fixture.session(first)?.lose()
        fixture.run()
        #expect(answer.failure?.reason == .connectionLost)
        #expect(answer.heads.count == 1)
        #expect(fixture.requests(other).isEmpty)
    }

    @Test("An answer of 502, 503 or 504 is asked of another instance", arguments: [502, 503, 504])
    func unavailable(status: Int) throws {
        let fixture = Fixture(["a", "b"])
        let (call, answer) = fixture.send()
        let (first, other) = try places(fixture)
        fixture.requests(first)[0].answer(status, body: "not me", fields: [("retry-after", "1")])
        fixture.run()
        try #require(fixture.requests(other).count == 1)
        #expect(answer.heads.isEmpty)
        #expect(fixture.requests(first)[0].received.failure != nil, "the rest of the failing answer is not wanted")
        fixture.requests(other)[0].answer(200, body: "me")
        fixture.run()
        #expect(answer.status == "200")
        #expect(answer.body == ByteBuffer(string: "me"))
        #expect(call.attempts.count == 2)
    }

    @Test(
        "It is passed on when nobody else is there, or the request must not be sent twice",
        arguments: [["a"], ["a", "b"]])
    func unavailablePassedOn(instances: [String]) {
        let fixture = Fixture(instances)
        fixture.serve { _ in 503 }
        let (call, answer) = fixture.send(instances.count == 1 ? "GET" : "POST")
        #expect(answer.status == "503")
        #expect(call.attempts.count == 1)
    }

    @Test("It waits a moment for an instance that is being connected to, and not for one that refuses")
    func unavailableWhileConnecting() throws {
        let fixture = Fixture(["a", "b", "gone"], behaviours: ["b": .silence, "gone": .refuse])
        fixture.serve { $0 == "a" ? 503 : 200 }
        let (call, answer) = fixture.send()
        #expect(answer.heads.isEmpty)
        fixture.session("b")?.becomeReady()
        fixture.pass(.milliseconds(30))
        #expect(answer.status == "200")
        #expect(call.attempts.map(\.instance) == ["a", "b"])

        let alone = Fixture(["a", "b", "gone"], behaviours: ["b": .silence, "gone": .refuse])
        alone.serve { _ in 503 }
        let (patient, refused) = alone.send()
        alone.pass(.milliseconds(80))
        #expect(refused.status == "503")
        #expect(patient.attempts.map(\.instance) == ["a", "a", "a"], "no more than the policy's tries")
    }

    @Test("Other answers are final", arguments: [200, 404, 429, 500, 501])
    func final(status: Int) {
        let fixture = Fixture(["a", "b"])
        fixture.serve { _ in status }
        let (call, answer) = fixture.send()
        #expect(answer.status == String(status))
        #expect(call.attempts.count == 1)
    }

    @Test("It never goes to the same instance twice while others remain, and comes back to it after a pause")
    func neverTheSame() {
        let fixture = Fixture(["a", "b", "c"])
        fixture.connector.onRequest = { _, request in request.server.reset(.internalError) }
        let (call, answer) = fixture.send(policy: RetryPolicy(maximumTries: 4))
        #expect(Set(call.attempts.map(\.instance)).count == 3)
        #expect(answer.failure == nil, "the fourth try waits")
        fixture.pass(.milliseconds(300))
        #expect(call.attempts.count == 4)
        #expect(answer.failure?.reason == .resetByPeer(code: 2))
    }

    @Test("A try that takes too long is reset and made elsewhere")
    func perTry() throws {
        let fixture = Fixture(["a", "b"])
        let (_, answer) = fixture.send(policy: RetryPolicy(perTry: .milliseconds(200)))
        let (first, other) = try places(fixture)
        fixture.pass(.milliseconds(190))
        #expect(fixture.requests(other).isEmpty)
        fixture.pass(.milliseconds(30))
        #expect(fixture.requests(first)[0].received.failure?.reason == .resetByPeer(code: 8))
        try #require(fixture.requests(other).count == 1)
        fixture.requests(other)[0].answer(200)
        fixture.run()
        #expect(answer.status == "200")
    }

    @Test("The head of an answer ends the try's time, however long the body takes")
    func perTryEndsWithHead() throws {
        let fixture = Fixture(["a"])
        let (_, answer) = fixture.send(policy: RetryPolicy(perTry: .milliseconds(200)))
        fixture.requests("a")[0].server.send(head: .answer(200), end: .more)
        fixture.pass(.seconds(2))
        fixture.requests("a")[0].server.send(body: ByteBuffer(string: "late"), end: .last)
        fixture.run()
        #expect(answer.body == ByteBuffer(string: "late"))
        #expect(answer.failure == nil)
    }

    @Test("Retries that would multiply the load are not made")
    func budget() {
        let fixture = Fixture(["a", "b"]) {
            $0.retryRatio = 0.1
            $0.retriesPerSecond = 1
            $0.outliers.consecutiveFailures = .max
            $0.outliers.successRate = 0
        }
        fixture.connector.onRequest = { _, request in request.server.reset(.internalError) }
        for _ in 0..<200 { _ = fixture.send(policy: RetryPolicy(maximumTries: 2)) }
        fixture.pass(.seconds(1))
        #expect(fixture.upstream.counts.requests == 200)
        #expect(fixture.upstream.counts.retries >= 10 && fixture.upstream.counts.retries <= 31)
        #expect(fixture.upstream.counts.retriesRefused > 160)
    }

    @Test("All that a lost connection carried is sent again, also beyond the budget, once")
    func lostTogether() {
        let fixture = Fixture(["a", "b"]) { $0.retriesPerSecond = 0 }
        let calls = (0..<60).map { _ in fixture.send() }
        fixture.session("a")?.lose()
        fixture.run()
        #expect(fixture.requests("b").count == 60)
        fixture.session("b")?.lose()
        fixture.pass(.milliseconds(1))
        let failed = calls.count { $0.answer.failure?.reason == .connectionLost }
        #expect(failed > 0, "the second loss is charged")
    }

    @Test("A body within the buffer is sent again whole, with what comes later and its trailers")
    func replay() throws {
        let fixture = Fixture(["a", "b"])
        let (call, answer) = fixture.send("PUT", end: .more)
        let (first, other) = try places(fixture)
        call.send(body: ByteBuffer(string: "one "), end: .more)
        call.send(body: ByteBuffer(string: "two "), end: .more)
        fixture.run()
        fixture.session(first)?.lose()
        fixture.run()
        call.send(body: ByteBuffer(string: "three"), end: .more)
        call.send(trailers: .fields(("x-sum", "3")))
        fixture.run()
        let request = try #require(fixture.requests(other).first)
        #expect(request.received.body == ByteBuffer(string: "one two three"))
        #expect(request.received.trailers?.string("x-sum") == "3")
        #expect(answer.writableCount == 1, "the owner may have stopped at the lost connection")
        request.answer(200)
        fixture.run()
        #expect(answer.status == "200")
    }

    @Test("A body beyond the buffer is sent once")
    func longBody() throws {
        let fixture = Fixture(["a", "b"])
        let (call, answer) = fixture.send("PUT", end: .more)
        let (first, other) = try places(fixture)
        call.send(body: ByteBuffer(repeating: 1, count: 65_537), end: .last)
        fixture.run()
        fixture.session(first)?.lose()
        fixture.run()
        #expect(answer.failure?.reason == .connectionLost)
        #expect(fixture.requests(other).isEmpty)
    }

    @Test("While it waits, a call takes no more body than it can keep")
    func backPressureWhileWaiting() throws {
        let fixture = Fixture([])
        let (call, answer) = fixture.send("POST", end: .more)
        #expect(call.isWritable)
        call.send(body: ByteBuffer(repeating: 1, count: 65_536), end: .more)
        #expect(!call.isWritable)
        fixture.setEndpoints(["a"])
        let request = try #require(fixture.requests("a").first)
        #expect(request.received.body.readableBytes == 65_536)
        #expect(answer.writableCount > 0)
        call.send(body: ByteBuffer(string: "!"), end: .last)
        fixture.run()
        #expect(request.received.body.readableBytes == 65_537)
        #expect(request.received.hasEnded)
    }
}
