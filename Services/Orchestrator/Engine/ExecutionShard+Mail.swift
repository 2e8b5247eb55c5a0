import Logging
import MeshCore
import StatesLanguage

extension ExecutionShard {
    /// How long mail lies at most whose announcement was lost: a datagram may be.
    private static let mailPause: Duration = .milliseconds(500)

    /// Says that there may be mail. Any thread may; several announcements at once are one.
    nonisolated func announceMail() {
        mailbox.ring()
    }

    /// Takes the mail of its executions whenever there is some.
    ///
    /// - Throws: `CancellationError`.
    func runMail() async throws {
        while !hasClosed {
            do {
                while try takeMail() {}
            } catch {
                environment.logger.warning(
                    "Failed to read mail", metadata: ["shard": "\(number)", "error": "\(error)"])
            }
            try await mailbox.wait(atMost: Self.mailPause, on: environment.pauses)
        }
    }

    /// Takes a page of mail; false when there is none.
    private func takeMail() throws -> Bool {
        let page = try environment.store.mail(of: number, after: lastMail, limit: environment.settings.entriesPerRead)
        guard let last = page.last?.number else { return false }
        environment.observer.reached(.beforeMail)
        lastMail = last
        for (number, mail) in page {
            if case .mapRunChanged(let mapRun, let concurrency, let count, let percentage) = mail.message {
                _ = try change(
                    mapRun, maxConcurrency: concurrency, toleratedCount: count, toleratedPercentage: percentage)
            }
            step(mail.execution, try mail.message.events(), mail: [number])
        }
        environment.observer.reached(.afterMail)
        return page.count == environment.settings.entriesPerRead
    }
}
