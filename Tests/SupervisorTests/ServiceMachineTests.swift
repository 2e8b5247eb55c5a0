import MeshCore
import Supervisor
import Testing

@Suite("A service under supervision")
struct ServiceMachineTests {
    @Test("It starts as many instances as are wanted, and is ready when all are")
    func starts() {
        var play = ServicePlay(wanted: 2)
        #expect(
            play.begin() == [
                .start(play.id(1, 1), slot: 1, version: play.v1), .start(play.id(2, 2), slot: 2, version: play.v1),
            ])
        #expect(play.ready(play.id(1, 1)) == [.publish])
        #expect(!play.machine.isReady)
        #expect(play.ready(play.id(2, 2)) == [.publish])
        #expect(play.machine.isReady)
        #expect(play.machine.endpoints == [play.id(1, 1), play.id(2, 2)])
    }

    @Test("One that dies leaves the table at once and is started again, with a new id")
    func restarts() {
        var play = ServicePlay(wanted: 2).up()
        let orders = play.exit(play.id(1, 1), .exited(code: 1))
        #expect(orders == [.forget(play.id(1, 1)), .publish, .start(play.id(1, 3), slot: 1, version: play.v1)])
        #expect(play.machine.endpoints == [play.id(2, 2)])
        #expect(play.machine.slots[1]?.restarts == 1)
    }

    @Test("One that fails again and again waits longer each time, while the other goes on")
    func crashLoop() {
        var play = ServicePlay(wanted: 2).up()
        _ = play.exit(play.id(1, 1), .exited(code: 1))
        #expect(play.exit(play.id(1, 3), .exited(code: 1)) == [.forget(play.id(1, 3))])
        #expect(play.pass(99) == [])
        #expect(play.pass(1) == [.start(play.id(1, 4), slot: 1, version: play.v1)])
        for serial in 4..<7 {
            _ = play.exit(play.id(1, serial), .exited(code: 1))
            _ = play.pass(30_000)
        }
        #expect(play.machine.slots[1]?.loop.isLooping == true)
        #expect(play.machine.endpoints == [play.id(2, 2)])
    }

    @Test("One that cannot be started counts as one that died")
    func cannotStart() {
        var play = ServicePlay(wanted: 1)
        _ = play.begin()
        _ = play.exit(play.id(1, 1), .notStarted(reason: "no such file"))
        #expect(play.machine.slots[1]?.loop.failures == 1)
    }

    @Test("A killed one is out of the table before it is gone, and replaced without a wait however often")
    func kills() {
        var play = ServicePlay(wanted: 1).up()
        for serial in 1..<20 {
            let orders = play.machine.killRequested(play.id(1, serial), at: play.now)
            #expect(orders == [.kill(play.id(1, serial)), .publish])
            let after = play.exit(play.id(1, serial), .unknown)
            #expect(after == [.forget(play.id(1, serial)), .start(play.id(1, serial + 1), slot: 1, version: play.v1)])
            _ = play.ready(play.id(1, serial + 1))
        }
        #expect(play.machine.slots[1]?.loop.failures == 0)
    }

    @Test("Scaling up starts, scaling down drains, and both end when it has come true")
    func scales() throws {
        var play = ServicePlay(wanted: 1).up()
        let up = try play.machine.scaleRequested(to: 2, operation: OperationID(1), at: play.now)
        #expect(up == [.remember, .start(play.id(2, 2), slot: 2, version: play.v1)])
        #expect(play.ready(play.id(2, 2)) == [.publish, .ended(OperationID(1), .succeeded)])
        let down = try play.machine.scaleRequested(to: 1, operation: OperationID(2), at: play.now)
        #expect(down == [.publish, .remember] || down == [.remember, .publish])
        #expect(play.machine.endpoints == [play.id(1, 1)])
        #expect(play.pass(200) == [.terminate(play.id(2, 2))])
        #expect(
            play.exit(play.id(2, 2), .exited(code: 0)) == [.forget(play.id(2, 2)), .ended(OperationID(2), .succeeded)])
        #expect(play.machine.slots.count == 1)
    }

    @Test("Scaling up that fails to start says so and goes on trying")
    func scaleFails() throws {
        var play = ServicePlay(wanted: 1).up()
        _ = try play.machine.scaleRequested(to: 2, operation: OperationID(1), at: play.now)
        _ = play.exit(play.id(2, 2), .exited(code: 1))
        _ = play.exit(play.id(2, 3), .exited(code: 1))
        _ = play.pass(1_000)
        let orders = play.exit(play.id(2, 4), .exited(code: 1))
        let reason = "slot 2 failed to start 3 times in a row"
        #expect(orders.contains(.ended(OperationID(1), .failed(reason: reason, culprit: nil))))
        #expect(play.pass(30_000).contains(.start(play.id(2, 5), slot: 2, version: play.v1)))
    }

    @Test("Adopted processes keep their slots, and nothing is started for them")
    func adopts() {
        var play = ServicePlay(wanted: 2, serial: 9)
        let orders = play.machine.adopted(
            [
                AdoptedInstance(
                    id: play.id(1, 3), slot: 1, version: play.v1, state: .ready, isIncumbent: true, restarts: 4),
                AdoptedInstance(id: play.id(2, 5), slot: 2, version: play.v1, state: .ready, isIncumbent: true),
            ], at: play.now)
        #expect(orders == [.publish])
        #expect(play.machine.endpoints == [play.id(1, 3), play.id(2, 5)])
        #expect(play.machine.slots[1]?.restarts == 4)
    }

    @Test("What is missing after an adoption is started, what is too much drains")
    func adoptsSome() {
        var play = ServicePlay(wanted: 2, serial: 9)
        let orders = play.machine.adopted(
            [
                AdoptedInstance(id: play.id(1, 3), slot: 1, version: play.v1, state: .ready, isIncumbent: true),
                AdoptedInstance(id: play.id(1, 8), slot: 1, version: play.v2, state: .ready, isIncumbent: false),
                AdoptedInstance(id: play.id(3, 4), slot: 3, version: play.v1, state: .ready, isIncumbent: true),
            ], at: play.now)
        #expect(orders == [.publish, .start(play.id(2, 10), slot: 2, version: play.v1)])
        #expect(play.machine.endpoints == [play.id(1, 3)])
        #expect(play.pass(200) == [.terminate(play.id(1, 8)), .terminate(play.id(3, 4))])
    }

    @Test("At shutdown everything drains, and nothing starts again")
    func shutsDown() {
        var play = ServicePlay(wanted: 2).up()
        #expect(play.machine.shutdownRequested(at: play.now) == [.publish])
        #expect(play.machine.endpoints.isEmpty)
        #expect(play.pass(200) == [.terminate(play.id(1, 1)), .terminate(play.id(2, 2))])
        #expect(play.exit(play.id(1, 1), .exited(code: 0)) == [.forget(play.id(1, 1))])
        #expect(!play.machine.isGone)
        _ = play.exit(play.id(2, 2), .exited(code: 0))
        #expect(play.machine.isGone)
        #expect(play.pass(60_000) == [])
    }
}
