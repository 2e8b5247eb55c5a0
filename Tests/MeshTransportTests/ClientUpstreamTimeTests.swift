import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@Suite("Deadlines and cancelling, in each phase of a call")
struct ClientUpstreamTimeTests {
    typealias Fixture = ClientUpstreamFixture

    @Test("Each try is told what is left of the deadline")
    func deadlineField() throws {
        let fixture = Fixture(["a", "b"])
        let (_, _) = fixture.send(policy: RetryPolicy(perTry: .milliseconds(300)), within: .seconds(1))
        fixture.pass(.milliseconds(320))
        let told = (fixture.requests("a") + fixture.requests("b"))
            .compactMap { $0.head.string("x-deadline-ms") }.compactMap { Int($0) }.sorted()
        #expect(told.count == 2)
        #expect(told[1] == 1_000)
        #expect((680...700).contains(told[0]))
        for request in fixture.requests("a") + fixture.requests("b") {
            #expect(request.head.count == 5, "the field stands there once")
        }
    }

    @Test("A deadline that has passed already sends nothing")
    func passedBefore() {
        let fixture = Fixture(["a"])
        let (_, answer) = fixture.send(within: .zero)
        #expect(answer.failure?.reason == .deadlineExceeded)
        #expect(answer.failure?.processing == ExchangeFailure.Processing.none)
        #expect(fixture.requests("a").isEmpty)
    }

    @Test("It passes while the call waits for an instance")
    func whileWaiting() {
        let fixture = Fixture([])
        let (_, answer) = fixture.send(within: .milliseconds(100))
        fixture.pass(.milliseconds(90))
        #expect(answer.failure == nil)
        fixture.pass(.milliseconds(30))
        #expect(answer.failure?.reason == .deadlineExceeded)
        fixture.setEndpoints(["a"])
        #expect(fixture.requests("a").isEmpty)
    }

    @Test("It passes before the answer, whose stream is then reset")
    func beforeAnswer() {
        let fixture = Fixture(["a"])
        let (_, answer) = fixture.send(within: .milliseconds(100))
        fixture.pass(.milliseconds(120))
        #expect(answer.failure?.reason == .deadlineExceeded)
        #expect(fixture.requests("a")[0].received.failure?.reason == .resetByPeer(code: 8))
    }

    @Test("It passes within the answer's body")
    func withinAnswer() {
        let fixture = Fixture(["a"])
        let (_, answer) = fixture.send(within: .milliseconds(100))
        fixture.requests("a")[0].server.send(head: .answer(200), end: .more)
        fixture.pass(.milliseconds(120))
        #expect(answer.status == "200")
        #expect(answer.failure?.reason == .deadlineExceeded)
        #expect(fixture.requests("a")[0].received.failure != nil)
    }

    @Test("It passes in the pause before another try")
    func whilePausing() {
        let fixture = Fixture(["a"]) {
            $0.retryInitial = .seconds(10)
            $0.retryMaximum = .seconds(10)
        }
        fixture.connector.onRequest = { _, request in request.server.reset(.internalError) }
        let (call, answer) = fixture.send(within: .milliseconds(100))
        fixture.pass(.milliseconds(120))
        #expect(answer.failure?.reason == .deadlineExceeded)
        #expect(call.attempts.count == 1)
    }

    @Test("A call that ends in time leaves no timer behind")
    func noTimers() {
        let fixture = Fixture(["a"])
        fixture.serve { _ in 200 }
        for _ in 0..<100 { _ = fixture.send(within: .seconds(5)) }
        #expect(fixture.upstream.timerCount <= 1, "only that of the connection")
    }

    @Test("A caller that gives up while the call waits is told nothing more")
    func cancelWaiting() {
        let fixture = Fixture([])
        let (call, answer) = fixture.send()
        call.reset(.cancelled)
        fixture.setEndpoints(["a"])
        fixture.pass(.seconds(5))
        #expect(fixture.requests("a").isEmpty)
        #expect(!answer.hasEnded)
    }

    @Test("A caller that gives up before the answer resets the stream")
    func cancelOpen() {
        let fixture = Fixture(["a"])
        let (call, answer) = fixture.send()
        call.reset(.cancelled)
        fixture.run()
        #expect(fixture.requests("a")[0].received.failure?.reason == .resetByPeer(code: 8))
        fixture.pass(.seconds(5))
        #expect(!answer.hasEnded)
    }

    @Test("A caller that gives up within the answer resets the stream")
    func cancelAnswering() {
        let fixture = Fixture(["a"])
        let (call, answer) = fixture.send()
        fixture.requests("a")[0].server.send(head: .answer(200), end: .more)
        fixture.run()
        call.reset(.cancelled)
        fixture.run()
        #expect(fixture.requests("a")[0].received.failure != nil)
        #expect(!answer.hasEnded)
    }

    @Test("A caller that gives up in the pause before another try causes none")
    func cancelPausing() {
        let fixture = Fixture(["a"])
        fixture.connector.onRequest = { _, request in request.server.reset(.internalError) }
        let (call, answer) = fixture.send()
        call.reset(.cancelled)
        fixture.pass(.seconds(5))
        #expect(fixture.requests("a").count == 1)
        #expect(!answer.hasEnded)
    }

    @Test("An answer that is complete before the request ends the rest of the request")
    func earlyAnswer() {
        let fixture = Fixture(["a"])
        let (call, answer) = fixture.send("POST", end: .more)
        fixture.requests("a")[0].answer(413)
        fixture.run()
        #expect(answer.status == "413")
        #expect(fixture.requests("a")[0].received.failure?.reason == .resetByPeer(code: 0))
        call.send(body: ByteBuffer(string: "too late"), end: .last)
        #expect(fixture.requests("a")[0].received.body.readableBytes == 0)
    }

    @Test("Informational heads, the body's parts, trailers and credit pass through")
    func passesThrough() {
        let fixture = Fixture(["a"])
        let (_, answer) = fixture.send()
        let server = fixture.requests("a")[0].server
        server.send(head: .answer(103, ("link", "</a.css>")), end: .more)
        server.send(head: .answer(200), end: .more)
        server.send(body: ByteBuffer(repeating: 7, count: 65_536), end: .more)
        #expect(!server.isWritable)
        fixture.run()
        #expect(server.isWritable, "the credit came back")
        server.send(trailers: .fields(("x-sum", "1")))
        fixture.run()
        #expect(answer.heads.map { $0.string(":status") } == ["103", "200"])
        #expect(answer.body.readableBytes == 65_536)
        #expect(answer.trailers?.string("x-sum") == "1")
        #expect(answer.hasEnded)
    }
}
