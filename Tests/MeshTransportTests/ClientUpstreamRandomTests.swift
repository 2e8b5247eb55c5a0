import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOEmbedded
import Testing

@Suite("A mesh that goes wrong at random")
struct ClientUpstreamRandomTests {
    typealias Fixture = ClientUpstreamFixture

    private struct Open {
        var call: UpstreamCall
        var answer: OrderlyDelegate
    }

    /// Sends, answers, kills, drains, stops, removes and cancels as a seed says.
    private struct Trouble {
        let fixture: Fixture
        var random: SplitMix64
        var calls: [Open] = []
        var nextInstance = 0
        var instances: [String] = []

        init(seed: UInt64) {
            random = SplitMix64(seed: seed)
            fixture = Fixture([]) {
                $0.seed = seed
                $0.waitingCalls = 40
                $0.connectionsPerEndpoint = 2
            }
            fixture.connector.maximumExchanges = 10
            grow()
            grow()
        }

        mutating func grow() {
            instances.append("i\(nextInstance)")
            nextInstance += 1
            fixture.setEndpoints(instances)
        }

        mutating func send() {
            let methods = ["GET", "GET", "GET", "PUT", "POST"]
            let isLong = random.below(4) == 0
            let answer = OrderlyDelegate()
            let deadline =
                random.below(2) == 0 ? nil : Deadline(after: .milliseconds(random.below(3_000)), from: fixture.now)
            let policy = RetryPolicy(perTry: random.below(3) == 0 ? .milliseconds(500) : nil)
            let call = fixture.upstream.send(
                head: Fixture.head(methods[random.below(methods.count)]), end: isLong ? .more : .last, policy: policy,
                deadline: deadline, delegate: answer)
            calls.append(Open(call: call, answer: answer))
        }

        mutating func answerOne() {
            let waiting = fixture.connector.sessions.flatMap(\.requests).filter {
                !$0.server.isOver && !$0.server.hasSentEnd
            }
            guard !waiting.isEmpty else { return }
            let request = waiting[random.below(waiting.count)]
            let hasBegun = !request.server.sentHeads.isEmpty
            switch random.below(8) {
            case 0 where !hasBegun: request.server.reset(.refused)
            case 1: request.server.reset(.internalError)
            case 2 where !hasBegun: request.answer(503, body: "busy")
            case 3 where !hasBegun: request.answer(500)
            case 4 where !hasBegun: request.server.send(head: .answer(200), end: .more)
            default:
                if hasBegun {
                    request.server.send(body: ByteBuffer(string: "well"), end: .last)
                } else {
                    request.answer(200, body: "well")
                }
            }
        }

        mutating func step() {
            let sessions = fixture.connector.sessions.filter { !$0.isClosed }
            let session = sessions.isEmpty ? nil : sessions[random.below(sessions.count)]
            switch random.below(40) {
            case 0..<12: send()
            case 12..<26: answerOne()
            case 26: session?.lose()
            case 27: session?.goAway(processing: random.below(4))
            case 28: session?.isAlive = false
            case 29 where instances.count < 4: grow()
            case 30 where instances.count > 1:
                instances.remove(at: random.below(instances.count))
                fixture.setEndpoints(instances)
            case 31:
                let behaviours: [InMemoryConnector.Behaviour] = [.accept, .refuse, .silence]
                fixture.connector.behaviours[instances[random.below(instances.count)]] = behaviours[random.below(3)]
            case 32 where !calls.isEmpty:
                let open = calls[random.below(calls.count)]
                open.answer.isCancelled = !open.answer.hasEnded
                open.call.reset(.cancelled)
            case 33..<36 where !calls.isEmpty:
                let open = calls[random.below(calls.count)]
                if open.call.isWritable {
                    open.call.send(
                        body: ByteBuffer(repeating: 1, count: random.below(30_000)),
                        end: random.below(2) == 0 ? .last : .more)
                }
            default: fixture.pass(.milliseconds(random.below(100)))
            }
            fixture.run()
            for session in sessions { session.closeIfDone() }
        }
    }

    @Test("Every call comes to exactly one end, and nothing is left behind", arguments: 0..<15 as Range<UInt64>)
    func everyCallEnds(seed: UInt64) {
        var trouble = Trouble(seed: seed)
        for _ in 0..<500 { trouble.step() }
        let fixture = trouble.fixture
        fixture.connector.behaviours = [:]
        for _ in 0..<100 {
            for request in fixture.connector.sessions.flatMap(\.requests) where !request.server.isOver {
                request.server.reset(.internalError)
            }
            fixture.pass(.milliseconds(200))
            for session in fixture.connector.sessions { session.closeIfDone() }
        }
        for (number, open) in trouble.calls.enumerated() {
            #expect(open.answer.hasEnded || open.answer.isCancelled, "seed \(seed), call \(number) has no end")
            #expect(open.answer.violation == nil, "seed \(seed), call \(number)")
            #expect(open.call.isOver)
        }
        #expect(fixture.upstream.waitingCount == 0)
        let status = fixture.upstream.endpointStatus
        #expect(status.map(\.openRequests).reduce(0, +) == 0, "seed \(seed): requests are counted that are over")
        #expect(fixture.upstream.timerCount <= 2 * status.count, "seed \(seed): \(fixture.upstream.timerCount) timers")
        fixture.serve { _ in 200 }
        fixture.pass(.seconds(12))
        #expect(fixture.send().answer.status == "200", "seed \(seed): the mesh is well again")
    }
}

/// Holds what it is told against the order that the protocol promises.
private final class OrderlyDelegate: ExchangeDelegate {
    private(set) var hasEnded = false
    private(set) var violation: String?
    var isCancelled = false
    private var hasHead = false

    private func check(_ isOrderly: Bool, _ what: String) {
        if !isOrderly, violation == nil { violation = what }
        if hasEnded || isCancelled, violation == nil { violation = "\(what), after the end" }
    }

    private func note(_ end: ExchangeEnd) {
        if case .last = end { hasEnded = true }
    }

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {
        check(!hasHead, "a second head")
        hasHead = true
        note(end)
    }

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        check(hasHead, "a body before the head")
        exchange.consumed(body.readableBytes)
        note(end)
    }

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
        check(hasHead, "trailers before the head")
        hasEnded = true
    }

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        check(true, "a failure")
        hasEnded = true
    }

    func exchangeBecameWritable(_ exchange: any Exchange) {
        check(true, "writability")
    }
}
