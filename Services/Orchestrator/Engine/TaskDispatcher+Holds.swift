import Logging
import MeshCore

extension TaskDispatcher {
    /// How long a store that fails is left alone.
    private static let pause: Duration = .milliseconds(200)

    /// Asks for what a task needs that all instances share.
    func ask(for claim: DispatchClaim) async -> DispatchVerdict {
        do {
            return try await holds.take(claim)
        } catch {
            logger.warning("Failed to ask for a task's turn", metadata: ["error": "\(error)"])
            return .refused(claim.parts[0].gate, until: clock.now() + Self.pause)
        }
    }

    /// Gives back what a task had. Others wait for it, so it is tried until it is done, or until this instance ends: then it
    /// is the task's that nobody has done.
    func letGo(_ claim: DispatchClaim) async {
        while !Task.isCancelled {
            do {
                return try await holds.letGo(claim)
            } catch {
                logger.warning("Failed to end a task's turn", metadata: ["error": "\(error)"])
            }
            // Cancelled, it ends at once.
            try? await pauses.sleep(for: Self.pause)
        }
    }
}
