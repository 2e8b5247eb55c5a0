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

    /// Has writes end so: the next one, or so many after some that go as they may.
    func plan(_ fate: Fate, after writes: Int = 0, times: Int = 1) {
        planned.withLock { $0 = (fate, writes, times) }
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
