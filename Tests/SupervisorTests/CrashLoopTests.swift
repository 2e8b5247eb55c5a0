import Supervisor
import Testing

@Suite("The crash loop")
struct CrashLoopTests {
    @Test("The first restart is immediate, then the wait doubles up to the ceiling")
    func doubles() {
        var loop = CrashLoop(policy: RestartPolicy(first: .milliseconds(100), ceiling: .seconds(1), loopAfter: 4))
        let waits = (1...7).map { _ in loop.died(.exited(code: 1), readyFor: nil) }
        #expect(
            waits == [
                .zero, .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800), .seconds(1),
                .seconds(1),
            ])
    }

    @Test("It is a loop after as many failures in a row, until one run is stable")
    func loops() {
        var loop = CrashLoop(policy: RestartPolicy(loopAfter: 3, stableAfter: .seconds(5)))
        _ = loop.died(.exited(code: 1), readyFor: nil)
        _ = loop.died(.signalled(11), readyFor: .seconds(1))
        #expect(!loop.isLooping)
        _ = loop.died(.exited(code: 1), readyFor: nil)
        #expect(loop.isLooping)
        loop.becameStable()
        #expect(!loop.isLooping)
    }

    @Test("A death after a stable run begins a new count")
    func newCount() {
        var loop = CrashLoop(policy: RestartPolicy(stableAfter: .seconds(5)))
        for _ in 0..<6 { _ = loop.died(.exited(code: 1), readyFor: nil) }
        #expect(loop.died(.exited(code: 1), readyFor: .seconds(6)) == .zero)
        #expect(loop.failures == 1)
    }

    @Test("SIGKILL after readiness is not counted, before it is")
    func killed() {
        var loop = CrashLoop(policy: RestartPolicy())
        for _ in 0..<20 { #expect(loop.died(.signalled(9), readyFor: .milliseconds(10)) == .zero) }
        #expect(loop.failures == 0)
        _ = loop.died(.signalled(9), readyFor: nil)
        #expect(loop.failures == 1)
    }

    @Test("Many failures do not overflow the wait")
    func many() {
        var loop = CrashLoop(policy: RestartPolicy())
        var last = Duration.zero
        for _ in 0..<10_000 { last = loop.died(.exited(code: 1), readyFor: nil) }
        #expect(last == .seconds(30))
    }
}
