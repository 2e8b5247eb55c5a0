package import MeshCore
import Synchronization

/// The wall clock of a ``SimulatedMachine``, which somebody may set.
package final class SimulatedWallClock: WallClock {
    private let machine: SimulatedMachine
    private let start: Timestamp
    private let offset = Mutex<Duration>(.zero)

    /// Starts at 2026-01-01T00:00:00Z.
    package init(machine: SimulatedMachine) {
        self.machine = machine
        start = Timestamp(secondsSince1970: 1_767_225_600)
    }

    package func now() -> Timestamp { start + machine.now + offset.withLock { $0 } }

    /// Sets the clock forward, or back.
    package func set(by change: Duration) { offset.withLock { $0 += change } }
}
