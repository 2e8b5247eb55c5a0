import MeshCore
import MeshTestKit
import NIOCore
import NIOEmbedded
import Testing

@testable import MeshTransport

@Suite("Coarse timers, and the look after connections")
struct ClientTimersTests {
    private final class Target: LoopTimerTarget {
        let loop: EmbeddedEventLoop
        var firedAt: [Int64] = []
        var onFire: () -> Void = {}

        init(_ loop: EmbeddedEventLoop) {
            self.loop = loop
        }

        func timerFired() {
            firedAt.append(MonotonicInstant(loop.now).nanoseconds / 1_000_000)
            onFire()
        }
    }

    private func instant(_ milliseconds: Int64) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: milliseconds * 1_000_000)
    }

    @Test(
        "A timer fires once, never early, and at most a tick late",
        arguments: [0, 1, 9, 10, 11, 50, 999, 1_000, 10_239, 10_240, 10_241, 30_000, 123_456])
    func fires(milliseconds: Int64) throws {
        let loop = EmbeddedEventLoop()
        let timers = LoopTimers(eventLoop: loop)
        let target = Target(loop)
        _ = timers.schedule(target, at: instant(milliseconds))
        for _ in 0..<14_000 { loop.advanceTime(by: .milliseconds(10)) }
        let fired = try #require(target.firedAt.first)
        #expect(target.firedAt.count == 1)
        #expect(fired >= milliseconds && fired <= milliseconds + 10)
        #expect(timers.count == 0)
    }

    @Test("A cancelled timer does not fire, also when it is cancelled by one that fires in the same tick")
    func cancelled() {
        let loop = EmbeddedEventLoop()
        let timers = LoopTimers(eventLoop: loop)
        let (first, second) = (Target(loop), Target(loop))
        var tokens: [ObjectIdentifier: LoopTimers.Token] = [:]
        for (one, other) in [(first, second), (second, first)] {
            tokens[ObjectIdentifier(one)] = timers.schedule(one, at: instant(20))
            one.onFire = { tokens[ObjectIdentifier(other)].map(timers.cancel) }
        }
        loop.advanceTime(by: .seconds(1))
        #expect(first.firedAt.count + second.firedAt.count == 1)
        #expect(timers.count == 0)
    }

    @Test("A timer that sets itself again runs at its pace")
    func again() {
        let loop = EmbeddedEventLoop()
        let timers = LoopTimers(eventLoop: loop)
        let target = Target(loop)
        target.onFire = { _ = timers.schedule(target, at: timers.now.advanced(by: .milliseconds(50))) }
        _ = timers.schedule(target, at: instant(50))
        for _ in 0..<100 { loop.advanceTime(by: .milliseconds(10)) }
        #expect(target.firedAt == Array(stride(from: 50, through: 1_000, by: 50)))
    }

    @Test("After a stall of the loop all that is due fires at once")
    func stalled() {
        let loop = EmbeddedEventLoop()
        let timers = LoopTimers(eventLoop: loop)
        let targets = (0..<500).map { _ in Target(loop) }
        for (number, target) in targets.enumerated() {
            _ = timers.schedule(target, at: instant(Int64(number) * 61))
        }
        loop.advanceTime(to: .uptimeNanoseconds(60_000_000_000))
        #expect(targets.allSatisfy { $0.firedAt.count == 1 })
    }

    @Test(
        "Timers set and cancelled at random fire when a plain list of them says so", arguments: 0..<20 as Range<UInt64>)
    func model(seed: UInt64) {
        let loop = EmbeddedEventLoop()
        let timers = LoopTimers(eventLoop: loop)
        var random = SplitMix64(seed: seed)
        var live: [(target: Target, due: Int64, token: LoopTimers.Token)] = []
        for step in 0..<2_000 {
            let now = Int64(step) * 10
            switch random.below(3) {
            case 0:
                let target = Target(loop)
                let due = now + Int64(random.below(25_000))
                live.append((target, due, timers.schedule(target, at: instant(due))))
            case 1 where !live.isEmpty:
                let (target, _, token) = live.remove(at: random.below(live.count))
                timers.cancel(token)
                target.onFire = { Issue.record("a cancelled timer fired") }
            default: break
            }
            loop.advanceTime(by: .milliseconds(10))
            for (target, due, _) in live {
                #expect(target.firedAt.isEmpty == (due > now + 10))
            }
            live.removeAll { !$0.target.firedAt.isEmpty }
            #expect(timers.count == live.count)
        }
    }

    @Test("A busy connection that falls silent is asked after 250 ms and given up 750 ms later")
    func silence() {
        var check = LivenessCheck(LivenessPolicy())
        _ = check.looked(received: 10, hasExchanges: false)
        #expect(check.exchangeOpened() == LivenessCheck.interval)
        var orders: [LivenessCheck.Order] = []
        for _ in 0..<20 { orders.append(check.looked(received: 10, hasExchanges: true)) }
        let interval = LivenessCheck.interval
        #expect(orders.prefix(4).allSatisfy { $0 == .look(after: interval) })
        #expect(orders[4] == .ping(thenLookAfter: interval))
        #expect(orders[5..<19].allSatisfy { $0 == .look(after: interval) })
        #expect(orders[19] == .giveUp)
    }

    @Test("Any byte is a sign of life")
    func breathing() {
        var check = LivenessCheck(LivenessPolicy())
        _ = check.exchangeOpened()
        for count in 1...200 {
            let order = check.looked(received: UInt64(count / 4), hasExchanges: true)
            #expect(order == .look(after: LivenessCheck.interval))
        }
    }

    @Test("A quiet stream is asked ever more rarely, and often again when another request is sent")
    func quietStream() {
        var check = LivenessCheck(LivenessPolicy())
        _ = check.exchangeOpened()
        var received: UInt64 = 1
        var pings: [Int] = []
        for look in 0..<400 {
            if case .ping = check.looked(received: received, hasExchanges: true) {
                pings.append(look)
                received += 17
            }
        }
        let pauses = zip(pings.dropFirst(), pings).map { $0 - $1 }
        #expect(pauses.last == 41, "2 s and the look that heard the answer")
        #expect(pauses.count < 15)
        _ = check.exchangeOpened()
        let soon = (0..<7).contains { _ in
            check.looked(received: received, hasExchanges: true) == .ping(thenLookAfter: LivenessCheck.interval)
        }
        #expect(soon)
    }

    @Test("An idle connection is asked every two seconds")
    func idle() {
        var check = LivenessCheck(LivenessPolicy())
        let policy = LivenessPolicy()
        #expect(check.looked(received: 1, hasExchanges: false) == .look(after: policy.idleInterval))
        #expect(check.looked(received: 1, hasExchanges: false) == .ping(thenLookAfter: LivenessCheck.interval))
        #expect(check.looked(received: 18, hasExchanges: false) == .look(after: policy.idleInterval))
        #expect(check.looked(received: 18, hasExchanges: false) == .ping(thenLookAfter: LivenessCheck.interval))
    }
}
