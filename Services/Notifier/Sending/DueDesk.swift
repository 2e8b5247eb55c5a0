import Logging
import MeshCore
import MeshStore
import NotifierAPI

/// Does what falls due and is sent by nobody: digests are closed, and inboxes get what was to wait. Any number of instances do so
/// at once: each digest is closed by one of them.
struct DueDesk: Sendable {
    let store: NotifierStore
    /// Rung when there is something to send.
    let bells: [Bell]
    let pauses: any Clock<Duration>
    let logger: Logger

    /// How often it is looked; a look that finds nothing costs a few microseconds.
    private static let period: Duration = .milliseconds(200)
    /// What is done in one go.
    private static let limit = 100

    /// Does so until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            do {
                if try await closeDue() > 0 { for bell in bells { bell.ring() } }
                while try await store.fillInboxes(limit: Self.limit) == Self.limit {}
            } catch let error as StoreError {
                logger.warning("Failed to look for what is due", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: Self.period)
        }
    }

    /// - Returns: How many were closed.
    /// - Throws: `StoreError`.
    func closeDue() async throws -> Int {
        let due = try await store.dueDigests(limit: Self.limit)
        guard !due.isEmpty else { return 0 }
        let versions = try await store.templates(DigestWriter.template)
        var closed = 0
        for digest in due {
            if try await store.close(digest, saying: DigestWriter.content(of: digest, versions)) { closed += 1 }
        }
        return closed
    }
}
