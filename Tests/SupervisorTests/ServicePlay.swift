import MeshCore
import Supervisor

/// A service's machine with a clock that the test holds.
struct ServicePlay {
    let v1 = Version("v1")
    let v2 = Version("v2")
    var machine: ServiceMachine
    var now = MonotonicInstant(nanoseconds: 1_000_000_000_000)

    init(wanted: Int, serial: Int = 0) {
        machine = ServiceMachine(
            name: "catalog", wanted: wanted, version: Version("v1"), times: ServiceTimes(), serial: serial)
    }

    /// All started and ready.
    func up() -> ServicePlay {
        var play = self
        _ = play.begin()
        for slot in stride(from: 1, through: machine.wanted, by: 1) { _ = play.ready(play.id(slot, slot)) }
        return play
    }

    func id(_ slot: Int, _ serial: Int) -> InstanceID { InstanceID(service: "catalog", slot: slot, serial: serial) }

    mutating func begin() -> [ServiceOrder] { machine.began(at: now) }

    mutating func ready(_ id: InstanceID) -> [ServiceOrder] { machine.probed(id, .ready, at: now) }

    mutating func exit(_ id: InstanceID, _ exit: ProcessExit) -> [ServiceOrder] { machine.exited(id, exit, at: now) }

    mutating func pass(_ milliseconds: Int) -> [ServiceOrder] {
        now = now.advanced(by: .milliseconds(milliseconds))
        return machine.timePassed(at: now)
    }
}
