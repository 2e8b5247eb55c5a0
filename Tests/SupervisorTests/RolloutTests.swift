import MeshCore
import Supervisor
import Testing

@Suite("A rolling deploy")
struct RolloutTests {
    let operation = OperationID(1)

    /// Only what changes processes, the table or the operation.
    func acts(_ orders: [ServiceOrder]) -> [ServiceOrder] {
        orders.filter { if case .progress = $0 { false } else { true } }
    }

    /// Takes one slot through its replacement.
    func replace(_ play: inout ServicePlay, slot: Int, old: Int, new: Int) {
        #expect(acts(play.ready(play.id(slot, new))) == [], "a candidate is not in the table")
        #expect(acts(play.pass(299)) == [])
        #expect(acts(play.pass(1)) == [.publish, .remember])
        #expect(play.machine.endpoints.contains(play.id(slot, new)))
        #expect(!play.machine.endpoints.contains(play.id(slot, old)))
        #expect(acts(play.pass(200)) == [.terminate(play.id(slot, old))])
    }

    @Test("Slot by slot: start, prove, shift, drain; the table is never shorter")
    func deploys() throws {
        var play = ServicePlay(wanted: 2).up()
        let began = try play.machine.deployRequested(play.v2, operation: operation, at: play.now)
        #expect(acts(began) == [.start(play.id(1, 3), slot: 1, version: play.v2)])
        replace(&play, slot: 1, old: 1, new: 3)
        #expect(play.machine.endpoints.count == 2)
        let next = acts(play.exit(play.id(1, 1), .exited(code: 0)))
        #expect(next == [.forget(play.id(1, 1)), .start(play.id(2, 4), slot: 2, version: play.v2)])
        replace(&play, slot: 2, old: 2, new: 4)
        let end = acts(play.exit(play.id(2, 2), .exited(code: 0)))
        #expect(end == [.forget(play.id(2, 2)), .remember, .ended(operation, .succeeded)])
        #expect(play.machine.version == play.v2)
        #expect(play.machine.slots.values.allSatisfy { $0.restarts == 0 })
    }

    @Test("A first candidate that dies ends the deploy, and nothing has changed")
    func firstFails() throws {
        var play = ServicePlay(wanted: 2).up()
        _ = try play.machine.deployRequested(play.v2, operation: operation, at: play.now)
        let orders = acts(play.exit(play.id(1, 3), .exited(code: 78)))
        let outcome = OperationOutcome.failed(reason: "catalog-1-0003 exited with code 78", culprit: play.id(1, 3))
        #expect(orders == [.forget(play.id(1, 3)), .ended(operation, outcome)])
        #expect(play.machine.endpoints == [play.id(1, 1), play.id(2, 2)])
        #expect(play.machine.version == play.v1)
    }

    @Test("A candidate that is not ready in time is killed, and the deploy says so")
    func tooSlow() throws {
        var play = ServicePlay(wanted: 1).up()
        _ = try play.machine.deployRequested(play.v2, operation: operation, at: play.now)
        #expect(play.pass(20_000) == [.kill(play.id(1, 2))])
        let orders = acts(play.exit(play.id(1, 2), .signalled(9)))
        let reason = "catalog-1-0002 was not ready within 20 s"
        #expect(orders.contains(.ended(operation, .failed(reason: reason, culprit: play.id(1, 2)))))
    }

    @Test("A candidate that does not stay ready is drained, and the deploy ends")
    func flaps() throws {
        var play = ServicePlay(wanted: 1).up()
        _ = try play.machine.deployRequested(play.v2, operation: operation, at: play.now)
        _ = play.ready(play.id(1, 2))
        let orders = acts(play.machine.probed(play.id(1, 2), .notReady, at: play.now))
        let reason = "catalog-1-0002 did not stay ready"
        #expect(orders.contains(.ended(operation, .failed(reason: reason, culprit: play.id(1, 2)))))
        #expect(acts(play.pass(200)) == [.terminate(play.id(1, 2))])
        #expect(acts(play.exit(play.id(1, 2), .exited(code: 0))) == [.forget(play.id(1, 2))])
        #expect(play.machine.endpoints == [play.id(1, 1)])
    }

    @Test("A later candidate that dies takes back what was replaced")
    func rollsBack() throws {
        var play = ServicePlay(wanted: 2).up()
        _ = try play.machine.deployRequested(play.v2, operation: operation, at: play.now)
        replace(&play, slot: 1, old: 1, new: 3)
        _ = play.exit(play.id(1, 1), .exited(code: 0))
        let back = acts(play.exit(play.id(2, 4), .signalled(11)))
        #expect(back == [.forget(play.id(2, 4)), .start(play.id(1, 5), slot: 1, version: play.v1)])
        replace(&play, slot: 1, old: 3, new: 5)
        let end = acts(play.exit(play.id(1, 3), .exited(code: 0)))
        let outcome = OperationOutcome.rolledBack(
            reason: "catalog-2-0004 was ended by signal 11", culprit: play.id(2, 4))
        #expect(end == [.forget(play.id(1, 3)), .ended(operation, outcome)])
        #expect(play.machine.version == play.v1)
        #expect(play.machine.slots.values.allSatisfy { $0.version == play.v1 })
    }

    @Test("An incumbent that dies while its candidate starts is replaced by the candidate alone")
    func incumbentDies() throws {
        var play = ServicePlay(wanted: 1).up()
        _ = try play.machine.deployRequested(play.v2, operation: operation, at: play.now)
        #expect(acts(play.exit(play.id(1, 1), .signalled(9))) == [.forget(play.id(1, 1)), .publish])
        _ = play.ready(play.id(1, 2))
        let orders = acts(play.pass(300))
        #expect(orders == [.publish, .remember, .remember, .ended(operation, .succeeded)])
        #expect(play.machine.endpoints == [play.id(1, 2)])
    }

    @Test("A restart replaces every instance by one of its own version")
    func restarts() throws {
        var play = ServicePlay(wanted: 1).up()
        let began = try play.machine.restartRequested(operation: operation, at: play.now)
        #expect(acts(began) == [.start(play.id(1, 2), slot: 1, version: play.v1)])
        replace(&play, slot: 1, old: 1, new: 2)
        #expect(acts(play.exit(play.id(1, 1), .exited(code: 0))).contains(.ended(operation, .succeeded)))
    }

    @Test("While one operation is under way another is refused")
    func busy() throws {
        var play = ServicePlay(wanted: 1).up()
        _ = try play.machine.deployRequested(play.v2, operation: operation, at: play.now)
        let now = play.now
        #expect(throws: OperationRefusal.busy(with: "deploy")) {
            _ = try play.machine.restartRequested(operation: OperationID(2), at: now)
        }
        #expect(throws: OperationRefusal.busy(with: "deploy")) {
            _ = try play.machine.scaleRequested(to: 3, operation: OperationID(2), at: now)
        }
    }

    @Test("After a supervisor died in a deploy, the slots that it had changed go back")
    func converges() throws {
        var play = ServicePlay(wanted: 2, serial: 9)
        _ = play.machine.adopted(
            [
                AdoptedInstance(id: play.id(1, 3), slot: 1, version: play.v2, state: .ready, isIncumbent: true),
                AdoptedInstance(id: play.id(2, 2), slot: 2, version: play.v1, state: .ready, isIncumbent: true),
            ], at: play.now)
        let orders = try play.machine.convergeRequested(reason: "cut off", operation: operation, at: play.now)
        #expect(acts(orders) == [.start(play.id(1, 10), slot: 1, version: play.v1)])
        replace(&play, slot: 1, old: 3, new: 10)
        let end = acts(play.exit(play.id(1, 3), .exited(code: 0)))
        #expect(end.contains(.ended(operation, .rolledBack(reason: "cut off", culprit: nil))))
    }

    @Test("A shutdown ends the operation that is under way")
    func shutdown() throws {
        var play = ServicePlay(wanted: 1).up()
        _ = try play.machine.deployRequested(play.v2, operation: operation, at: play.now)
        let orders = play.machine.shutdownRequested(at: play.now)
        #expect(orders.contains(.terminate(play.id(1, 2))))
        #expect(orders.contains { if case .ended(operation, .failed) = $0 { true } else { false } })
    }
}
