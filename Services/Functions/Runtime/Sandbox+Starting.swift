import MeshCore
import NIOCore
import Synchronization

/// The start of a process, as it tells of it itself.
extension Sandbox {
    /// It asks for work.
    func asked() -> SandboxMachine.Asked {
        let now = MonotonicInstant.now()
        return state.withLock { state in
            let asked = state.machine.asked()
            guard case .free(let isFirst) = asked else { return asked }
            state.deadline?.cancel()
            if isFirst { state.initialisation = createdAt.duration(to: now) }
            return asked
        }
    }

    /// It says that it cannot start.
    func toldCannotStart(_ failure: StartFailure) async {
        guard state.withLock({ $0.machine.failedToStart() }) else { return }
        await owner.sandbox(self, couldNotStart: failure)
        kill()
    }
}
