import MeshCore
import Supervisor
import Testing

@Suite("An instance's life")
struct InstanceMachineTests {
    let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)

    func instant(_ milliseconds: Int) -> MonotonicInstant { start.advanced(by: .milliseconds(milliseconds)) }

    func make() -> InstanceMachine {
        InstanceMachine(
            id: InstanceID(service: "catalog", slot: 2, serial: 7), slot: 2, version: Version("a"),
            times: InstanceTimes(),
            startedAt: start)
    }

    @Test("Its id tells service, slot and start")
    func id() {
        #expect(make().id.text == "catalog-2-0007")
        #expect(InstanceID(service: "a", slot: 1, serial: 0x12345).text == "a-1-12345")
    }

    @Test("It is in the table from its first good probe")
    func becomesReady() {
        var instance = make()
        #expect(instance.probed(.unreachable, at: instant(10)) == .none)
        #expect(instance.probed(.notReady, at: instant(20)) == .none)
        #expect(instance.state == .starting)
        #expect(instance.probed(.ready, at: instant(30)) == .publish)
        #expect(instance.isReady)
        #expect(instance.firstReadyAt == instant(30))
        #expect(instance.probed(.ready, at: instant(40)) == .none)
    }

    @Test("One that is not ready in time is killed, and says why")
    func tooSlow() {
        var instance = make()
        #expect(instance.timePassed(at: instant(19_999)) == .none)
        #expect(instance.timePassed(at: instant(20_000)) == .kill)
        #expect(instance.verdict == "was not ready within 20 s")
        #expect(instance.timePassed(at: instant(30_000)) == .none)
    }

    @Test("It leaves the table when it says so, or with the third probe in a row that is not answered")
    func becomesUnready() {
        var instance = make()
        _ = instance.probed(.ready, at: instant(1))
        #expect(instance.probed(.notReady, at: instant(2)) == .publish)
        #expect(instance.state == .unready)
        #expect(instance.probed(.ready, at: instant(3)) == .publish)
        #expect(instance.probed(.unreachable, at: instant(4)) == .none)
        #expect(instance.probed(.unreachable, at: instant(5)) == .none)
        #expect(instance.probed(.ready, at: instant(6)) == .none)
        #expect(instance.probed(.unreachable, at: instant(7)) == .none)
        #expect(instance.probed(.unreachable, at: instant(8)) == .none)
        #expect(instance.isReady)
        #expect(instance.probed(.unreachable, at: instant(9)) == .publish)
        #expect(!instance.isReady)
    }

    @Test("One that answers no probe for long is killed, unless it is paused")
    func liveness() {
        var instance = make()
        _ = instance.probed(.ready, at: instant(0))
        for _ in 0..<3 { _ = instance.probed(.unreachable, at: instant(1_000)) }
        instance.observed(isPaused: true)
        #expect(instance.state == .paused)
        #expect(instance.timePassed(at: instant(40_000)) == .none)
        instance.observed(isPaused: false)
        #expect(instance.timePassed(at: instant(40_000)) == .kill)
        #expect(instance.verdict == "answered no probe for 30 s")
    }

    @Test("To drain it leaves the table, then gets SIGTERM, then SIGKILL")
    func drains() {
        var instance = make()
        _ = instance.probed(.ready, at: instant(0))
        #expect(instance.drainOrdered(at: instant(100)) == .publish)
        #expect(instance.state == .draining)
        #expect(!instance.isReady)
        #expect(instance.timePassed(at: instant(299)) == .none)
        #expect(instance.timePassed(at: instant(300)) == .terminate)
        #expect(instance.drainOrdered(at: instant(301)) == .none)
        #expect(instance.timePassed(at: instant(10_299)) == .none)
        #expect(instance.timePassed(at: instant(10_300)) == .kill)
        #expect(instance.probed(.ready, at: instant(10_301)) == .none)
        instance.exited(.signalled(9))
        #expect(instance.state == .stopped)
    }

    @Test("One that was never in the table gets SIGTERM at once")
    func drainsWhileStarting() {
        var instance = make()
        #expect(instance.drainOrdered(at: instant(5)) == .terminate)
    }

    @Test("A kill is ordered once")
    func kills() {
        var instance = make()
        #expect(instance.killOrdered() == .kill)
        #expect(instance.killOrdered() == .none)
    }

    @Test(
        "An adopted one keeps its place",
        arguments: [
            (InstanceState.ready, InstanceState.ready), (.paused, .ready), (.unready, .unready), (.draining, .draining),
            (.starting, .starting),
        ])
    func adopted(before: InstanceState, after: InstanceState) {
        var instance = make()
        instance.adopted(as: before, at: instant(5))
        #expect(instance.state == after)
    }
}
