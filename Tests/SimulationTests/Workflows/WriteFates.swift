import GRDB
import MeshTestKit
import Synchronization

/// What is to become of writes.
final class WriteFates: Sendable {
    enum Fate: Sendable {
        case nothing
        /// It fails, and nothing of it was kept.
        case busy
        /// Its body runs twice, as the body of a write may.
        case twice
        case deathBefore
        case deathAfter
    }

    private let planned = Mutex<(fate: Fate, after: Int, times: Int)?>(nil)
    private let calm = Mutex(false)
    private let watch = Mutex<(@Sendable (Database) throws -> Bool)?>(nil)
    private let killed = Mutex(false)

    /// Has writes end so: the next one, or so many after some that go as they may.
    func plan(_ fate: Fate, after writes: Int = 0, times: Int = 1) {
        planned.withLock { $0 = (fate, writes, times) }
    }

    /// Has the process die that makes something true with a write, after it; once.
    func planDeath(when isSo: @escaping @Sendable (Database) throws -> Bool) {
        watch.withLock { $0 = isSo }
    }

    /// Whether what was written means death.
    func isDeadly(_ disk: SimulatedDisk) throws -> Bool {
        guard let isSo = watch.withLock({ $0 }), try disk.read(isSo) else { return false }
        watch.withLock { $0 = nil }
        return true
    }

    /// Takes note that a write has ended a process.
    func noteDeath() { killed.withLock { $0 = true } }

    /// Whether a write has ended a process since this was last asked.
    func takeDeath() -> Bool {
        killed.withLock { killed in
            defer { killed = false }
            return killed
        }
    }

    /// Lets all writes go well from here on.
    func end() {
        planned.withLock { $0 = nil }
        calm.withLock { $0 = true }
    }

    /// The fate of a write.
    func next(on machine: SimulatedMachine) -> Fate {
        let fate = planned.withLock { planned -> Fate? in
            guard let (fate, after, times) = planned else { return nil }
            guard after == 0 else {
                planned = (fate, after - 1, times)
                return nil
            }
            planned = times == 1 ? nil : (fate, 0, times - 1)
            return fate
        }
        if let fate { return fate }
        guard !calm.withLock({ $0 }) else { return .nothing }
        return switch machine.draw(below: 200) {
        case 0: .busy
        case 1..<6: .twice
        default: .nothing
        }
    }
}
