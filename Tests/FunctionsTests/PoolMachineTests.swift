import MeshCore
import Testing

@testable import Functions

@Suite("The rules of a pool")
struct PoolMachineTests {
    private static func limits(processes: Int = 2, concurrency: Int = 100, provisioned: Int = 0) -> PoolLimits {
        PoolLimits(
            processes: processes, concurrency: concurrency, reason: .account, provisioned: provisioned,
            idle: .seconds(10))
    }

    private let start = MonotonicInstant(nanoseconds: 1_000_000_000)
    private func waiter(_ number: Int) -> WaiterID { WaiterID(number: number) }
    private func sandbox(_ number: Int) -> SandboxID { SandboxID(number: number) }

    @Test("The first call starts a process and gets it when it asks for work")
    func first() {
        var pool = PoolMachine(limits: Self.limits())
        #expect(pool.arrived(waiter(1), at: start) == [.start(sandbox(1))])
        #expect(pool.ready(sandbox(1), at: start) == [.assign(sandbox(1), to: waiter(1))])
        #expect(pool.ready(sandbox(1), at: start) == [])
        #expect(pool.arrived(waiter(2), at: start) == [.assign(sandbox(1), to: waiter(2))])
    }

    @Test("A call takes what comes free first, though a process was started for it")
    func takesFirst() {
        var pool = PoolMachine(limits: Self.limits())
        _ = pool.arrived(waiter(1), at: start)
        _ = pool.ready(sandbox(1), at: start)
        #expect(pool.arrived(waiter(2), at: start) == [.start(sandbox(2))])
        #expect(pool.ready(sandbox(1), at: start) == [.assign(sandbox(1), to: waiter(2))])
        #expect(pool.ready(sandbox(2), at: start) == [])
        #expect(pool.idleCount == 1)
    }

    @Test("Past the number of processes calls wait; past the number of calls they are refused")
    func limits() {
        var pool = PoolMachine(limits: Self.limits(processes: 1, concurrency: 2))
        _ = pool.arrived(waiter(1), at: start)
        #expect(pool.arrived(waiter(2), at: start) == [])
        #expect(pool.arrived(waiter(3), at: start) == [.refuse(waiter(3), .account)])
        pool.left(waiter(2))
        #expect(pool.arrived(waiter(4), at: start) == [])
    }

    @Test("A start that fails is told to the call that has waited longest, and the others get another start")
    func failedStart() {
        var pool = PoolMachine(limits: Self.limits(processes: 1))
        _ = pool.arrived(waiter(1), at: start)
        _ = pool.arrived(waiter(2), at: start)
        let (told, orders) = pool.startFailed(sandbox(1), at: start)
        #expect(told == waiter(1) && orders == [.start(sandbox(2))])
    }

    @Test("A process that has answered is counted on for a moment, and not for longer")
    func finishing() {
        var pool = PoolMachine(limits: Self.limits())
        _ = pool.arrived(waiter(1), at: start)
        _ = pool.ready(sandbox(1), at: start)
        pool.answered(waiter(1), by: sandbox(1), at: start)
        #expect(pool.arrived(waiter(2), at: start) == [])
        #expect(pool.tick(at: start.advanced(by: .seconds(1))) == [.start(sandbox(2))])
    }

    @Test("A process that ends makes room for another")
    func ended() {
        var pool = PoolMachine(limits: Self.limits(processes: 1))
        _ = pool.arrived(waiter(1), at: start)
        _ = pool.ready(sandbox(1), at: start)
        _ = pool.arrived(waiter(2), at: start)
        #expect(pool.ended(sandbox(1), at: start) == [.start(sandbox(2))])
        #expect(pool.ended(sandbox(1), at: start) == [])
    }

    @Test("What is idle for long ends, down to nothing; what is provisioned stays")
    func idleness() {
        for provisioned in 0...1 {
            var pool = PoolMachine(limits: Self.limits())
            _ = pool.arrived(waiter(1), at: start)
            _ = pool.ready(sandbox(1), at: start)
            _ = pool.ready(sandbox(1), at: start)
            pool.limits.provisioned = provisioned
            let later = start.advanced(by: .seconds(300))
            #expect(pool.tick(at: later) == (provisioned == 0 ? [.stop(sandbox(1))] : []))
        }
    }

    @Test("As many as are provisioned are started before they are called")
    func provisioned() {
        var pool = PoolMachine(limits: Self.limits(provisioned: 2))
        #expect(pool.tick(at: start) == [.start(sandbox(1)), .start(sandbox(2))])
        #expect(pool.tick(at: start) == [])
    }

    @Test("A function that is called all the time keeps as many processes as its calls keep busy")
    func prewarming() {
        var pool = PoolMachine(limits: Self.limits(processes: 10))
        var now = start
        // Twenty calls a second of 100 ms each, for half a minute: two are busy on the mean.
        for number in 1...600 {
            let orders = pool.arrived(waiter(number), at: now)
            for case .start(let id) in orders { _ = pool.ready(id, at: now) }
            now = now.advanced(by: .milliseconds(50))
            for number in 1...10 where number <= pool.count {
                _ = pool.ready(sandbox(number), at: now.advanced(by: .milliseconds(50)))
            }
        }
        let wanted = pool.rate.wanted(within: .seconds(10))
        #expect((2...6).contains(wanted), "\(wanted)")
        #expect(pool.rate.wanted(within: .zero) == 0)
    }

    @Test("A pool that is retired lets its processes go when they have finished")
    func retirement() {
        var pool = PoolMachine(limits: Self.limits())
        _ = pool.arrived(waiter(1), at: start)
        _ = pool.arrived(waiter(2), at: start)
        _ = pool.ready(sandbox(1), at: start)
        _ = pool.ready(sandbox(2), at: start)
        _ = pool.ready(sandbox(2), at: start)
        #expect(pool.retire() == [.stop(sandbox(2))])
        #expect(pool.ready(sandbox(1), at: start) == [.stop(sandbox(1))])
        #expect(pool.count == 0)
    }
}
