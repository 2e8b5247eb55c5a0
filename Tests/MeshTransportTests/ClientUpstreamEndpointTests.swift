import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@Suite("Endpoints that come, go, drain, stop and fail")
struct ClientUpstreamEndpointTests {
    typealias Fixture = ClientUpstreamFixture

    @Test("An instance that accepts connections and says nothing is sent no request")
    func silentPeer() {
        let fixture = Fixture(["stopped", "well"], behaviours: ["stopped": .silence])
        fixture.serve { _ in 200 }
        #expect(fixture.answers(50) == ["well": 50])
        #expect(fixture.requests("stopped").isEmpty)
    }

    @Test("A removed instance gets no new request, finishes what it has, and is then left")
    func removed() throws {
        let fixture = Fixture(["old"])
        let (_, answer) = fixture.send()
        let session = try #require(fixture.session("old"))
        fixture.setEndpoints(["new"])
        #expect(session.isDraining && !session.isClosed)
        let (_, second) = fixture.send()
        #expect(fixture.requests("new").count == 1)
        fixture.requests("old")[0].answer(200, body: "from the old one")
        fixture.requests("new")[0].answer(200, body: "from the new one")
        fixture.run()
        session.closeIfDone()
        #expect(answer.body == ByteBuffer(string: "from the old one"))
        #expect(second.body == ByteBuffer(string: "from the new one"))
        #expect(session.isClosed)
        fixture.pass(.seconds(30))
        #expect(fixture.connector.sessions.count == 2, "nobody connects to the old one any more")
    }

    @Test("After GOAWAY a new connection is made at once, and what was not processed goes there whatever its method")
    func goAway() throws {
        let fixture = Fixture(["a"])
        fixture.pass(.seconds(2))
        let calls = (0..<3).map { _ in fixture.send("POST") }
        let old = try #require(fixture.session("a"))
        old.goAway(processing: 1)
        fixture.run()
        #expect(fixture.connector.sessions.count == 2)
        fixture.pass(.milliseconds(300))
        let new = fixture.connector.sessions[1]
        #expect(new.requests.count == 2)
        old.requests[0].answer(200, body: "old")
        for request in new.requests { request.answer(200, body: "new") }
        fixture.run()
        #expect(calls.map { String(buffer: $0.answer.body) }.sorted() == ["new", "new", "old"])
    }

    @Test("A peer that goes away again and again is connected to ever more rarely")
    func flapping() {
        let fixture = Fixture(["a"])
        for _ in 0..<2_000 {
            fixture.session("a")?.goAway()
            fixture.pass(.milliseconds(10))
        }
        #expect(fixture.connector.sessions.count < 30)
    }

    @Test("A dead instance is connected to again with growing pauses, and used when it is back")
    func reconnect() {
        let fixture = Fixture(["a"], behaviours: ["a": .refuse])
        fixture.pass(.seconds(60))
        #expect(fixture.connector.sessions.count > 8)
        #expect(fixture.connector.sessions.count < 40)
        fixture.connector.behaviours = [:]
        fixture.serve { _ in 200 }
        fixture.pass(.seconds(10))
        #expect(fixture.answers(1) == ["a": 1])
    }

    @Test("With an empty table requests wait, and fail when the wait is too long")
    func emptyTable() {
        let fixture = Fixture([])
        let (_, lost) = fixture.send()
        fixture.pass(.seconds(2))
        let (_, saved) = fixture.send("POST")
        fixture.pass(.milliseconds(1_020))
        #expect(lost.failure?.reason == .noEndpoint)
        fixture.serve { _ in 200 }
        fixture.setEndpoints(["a"])
        #expect(saved.status == "200")
    }

    @Test("No more requests wait than the limit says")
    func queueLimit() {
        let fixture = Fixture([]) { $0.waitingCalls = 10 }
        let answers = (0..<12).map { _ in fixture.send().answer }
        #expect(answers.count { $0.failure?.reason == .limitExceeded } == 2)
        fixture.serve { _ in 200 }
        fixture.setEndpoints(["a"])
        #expect(answers.count { $0.status == "200" } == 10)
    }

    @Test("Places in the queue that were left are free again")
    func queueLeft() {
        let fixture = Fixture([]) { $0.waitingCalls = 10 }
        for _ in 0..<1_000 {
            let (call, answer) = fixture.send()
            #expect(answer.failure == nil)
            call.reset(.cancelled)
        }
    }

    @Test("A table that is older than the last one changes nothing")
    func staleTable() {
        let source = ManualEndpointSource()
        let fixture = Fixture([])
        fixture.upstream.follow(source)
        fixture.serve { _ in 200 }
        source.tell(EndpointTable(revision: 5, services: ["catalog": [Fixture.endpoint("new")]]))
        source.tell(EndpointTable(revision: 4, services: ["catalog": [Fixture.endpoint("old")]]))
        fixture.run()
        #expect(fixture.answers(5) == ["new": 5])
        #expect(fixture.connector.sessions.count == 1)
    }

    @Test("A table that changes nothing for the service wakes nobody")
    func unrelatedChange() {
        let fixture = Fixture(["a"])
        fixture.source.update("identity", [Fixture.endpoint("i")])
        fixture.run()
        #expect(fixture.connector.sessions.count == 1)
    }

    @Test("A peer that stops answering is given up within about a second, and what it held goes elsewhere")
    func stopped() throws {
        let fixture = Fixture(["a", "b"])
        fixture.serve { $0 == "b" ? 200 : nil }
        fixture.pass(.seconds(3))
        var answers: [RecordingDelegate] = []
        while fixture.requests("a").isEmpty { answers.append(fixture.send().answer) }
        let session = try #require(fixture.session("a"))
        session.isAlive = false
        fixture.pass(.milliseconds(1_150))
        #expect(session.isClosed)
        #expect(answers.allSatisfy { $0.status == "200" })
    }

    @Test("A peer that is slow but answers PING is left in peace")
    func slow() throws {
        let fixture = Fixture(["a"])
        let (_, answer) = fixture.send()
        fixture.pass(.seconds(60))
        let session = try #require(fixture.session("a"))
        #expect(session.pingCount > 10 && session.pingCount < 60)
        fixture.requests("a")[0].answer(200)
        fixture.run()
        #expect(answer.status == "200")
    }

    @Test("Requests that an instance holds back make the others preferred")
    func pending() {
        let fixture = Fixture(["slow", "fast"])
        fixture.serve { $0 == "fast" ? 200 : nil }
        for _ in 0..<200 { _ = fixture.send() }
        #expect(fixture.requests("slow").count < 20)
    }

    @Test("When the streams of a connection run out another one is made, up to the limit, and then requests wait")
    func streams() {
        let fixture = Fixture(["a"]) { $0.connectionsPerEndpoint = 2 }
        fixture.setEndpoints([])
        fixture.connector.maximumExchanges = 3
        fixture.setEndpoints(["b"])
        let calls = (0..<8).map { _ in fixture.send() }
        #expect(fixture.connector.open(to: "b").map(\.requests.count) == [3, 3])
        fixture.requests("b")[0].answer(200)
        fixture.requests("b")[1].answer(200)
        fixture.run()
        #expect(fixture.requests("b").count == 8)
        for request in fixture.requests("b") { request.answer(200) }
        fixture.run()
        #expect(calls.allSatisfy { $0.answer.status == "200" })
    }

    /// Sends twenty requests at once, of which one instance fails its share.
    private func eject(_ bad: String, _ fixture: Fixture) {
        fixture.connector.onRequest = nil
        let before = fixture.requests(bad).count
        for _ in 0..<20 { _ = fixture.send("POST") }
        for session in fixture.connector.sessions {
            for request in session.requests where !request.server.isOver {
                request.answer(session.endpoint.instance == bad ? 500 : 200)
            }
        }
        fixture.run()
        #expect(fixture.requests(bad).count - before >= 5)
    }

    @Test("An instance that fails in a row is sent nothing, then one request, and all again when that did well")
    func ejection() {
        let fixture = Fixture(["bad", "good"])
        eject("bad", fixture)
        #expect(fixture.upstream.counts.ejections == 1)
        var isWell = false
        fixture.serve { $0 == "bad" && !isWell ? 500 : 200 }
        #expect(fixture.answers(50) == ["good": 50])
        let before = fixture.requests("bad").count
        fixture.pass(.seconds(2))
        _ = fixture.answers(50)
        #expect(fixture.requests("bad").count == before + 1, "one probe, which failed")
        isWell = true
        fixture.pass(.seconds(10))
        #expect(fixture.answers(300, every: .milliseconds(50))["bad", default: 0] > 50)
    }

    @Test("A probe is a request that can be sent again, and its failure is nobody's loss")
    func probe() {
        let fixture = Fixture(["bad", "good"])
        eject("bad", fixture)
        fixture.serve { $0 == "bad" ? 503 : 200 }
        let before = fixture.requests("bad").count
        fixture.pass(.seconds(2))
        for _ in 0..<20 { #expect(fixture.send("POST").answer.status == "200") }
        #expect(fixture.requests("bad").count == before)
        for _ in 0..<20 { #expect(fixture.send("GET").answer.status == "200") }
        #expect(fixture.requests("bad").count == before + 1)
    }

    @Test("Answers that are the caller's fault eject nobody")
    func callersFault() {
        let fixture = Fixture(["a", "b"])
        fixture.serve { _ in 404 }
        for _ in 0..<200 { _ = fixture.send() }
        #expect(fixture.upstream.counts.ejections == 0)
    }

    @Test("When the only instance that is left is ejected it is asked nevertheless")
    func allEjected() throws {
        let fixture = Fixture(["bad", "good"])
        eject("bad", fixture)
        fixture.serve { $0 == "bad" ? 500 : 200 }
        fixture.connector.behaviours = ["good": .refuse]
        fixture.session("good")?.lose()
        fixture.run()
        #expect(fixture.send().answer.status == "500")
    }

    @Test("On demand, nothing is connected before the first request, and a refusal is told at once")
    func onDemand() {
        let fixture = Fixture(["a"], behaviours: ["a": .refuse]) { $0.connecting = .onDemand }
        fixture.pass(.seconds(5))
        #expect(fixture.connector.sessions.isEmpty)
        for attempt in 1...3 {
            let (_, answer) = fixture.send()
            #expect(answer.failure?.reason == .connectFailed)
            #expect(fixture.connector.sessions.count == attempt)
        }
        fixture.pass(.seconds(60))
        #expect(fixture.connector.sessions.count == 3)
        fixture.connector.behaviours = [:]
        fixture.serve { _ in 200 }
        #expect(fixture.send().answer.status == "200")
    }

    @Test("Shutting down ends every connection and tells every request")
    func shutDown() {
        let fixture = Fixture(["a"])
        let (_, open) = fixture.send()
        fixture.setEndpoints([])
        let (_, waiting) = fixture.send()
        fixture.upstream.shutDown()
        fixture.run()
        #expect(open.failure?.reason == .shuttingDown)
        #expect(waiting.failure?.reason == .shuttingDown)
        #expect(!fixture.connector.sessions.contains { !$0.isClosed })
        #expect(fixture.send().answer.failure != nil)
    }
}
