import Logging
import MeshCore
import MeshStore
import NotifierMail
import Synchronization

/// Sends the mails of the outbox. Any number of instances do so at once: each claims what it sends, and who dies loses its
/// claims.
struct MailCourier: Sendable {
    let store: NotifierStore
    let composer: MailComposer
    let providers: MailProviders
    let rule: RetryRule
    /// The owner of the claims, unique to the process.
    let owner: String
    /// How long the claims of an instance that died hold.
    let term: Duration
    /// Mails that are sent at once.
    let limit: Int
    let bell: Bell
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let logger: Logger

    /// How often it is looked whether something has become due.
    private static let period: Duration = .milliseconds(100)
    private static let pauseAfterFailure: Duration = .seconds(1)
    /// How long mails that are under way may take when the service ends.
    private static let grace: Duration = .seconds(5)

    /// Counts the mails that were claimed and are not done with.
    private final class MailsUnderWay: Sendable {
        private let number = Atomic<Int>(0)

        var count: Int { number.load(ordering: .relaxed) }

        func add(_ change: Int) { number.add(change, ordering: .relaxed) }
    }

    /// Sends until the task is cancelled; then what is under way comes to its end, if that is soon.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await withTaskCancellationHandler {
            try await work()
        } onCancel: {
            // Beside the work, which waits for its mails; it ends by itself.
            Task { try await endSoon() }
        }
    }

    private func endSoon() async throws {
        await providers.close()
        try await pauses.sleep(for: Self.grace)
        await providers.abort()
    }

    private func work() async throws {
        let busy = MailsUnderWay()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await ring() }
            group.addTask { try await keepClaims() }
            for await _ in bell.rings {
                let free = limit - busy.count
                guard free > 0 else { continue }
                let mails = await claim(free)
                busy.add(mails.count)
                for mail in mails {
                    group.addTask {
                        await send(mail)
                        busy.add(-1)
                        bell.ring()
                    }
                }
            }
            try Task.checkCancellation()
        }
    }

    private func ring() async throws {
        while true {
            bell.ring()
            try await pauses.sleep(for: Self.period)
        }
    }

    private func keepClaims() async throws {
        while true {
            try await pauses.sleep(for: term / 3)
            do {
                try await store.renewClaims(of: owner, term: term)
            } catch let error as StoreError {
                logger.warning("Failed to renew claims", metadata: ["error": "\(error)"])
            }
        }
    }

    private func claim(_ count: Int) async -> [ClaimedMail] {
        do {
            _ = try await store.fillInboxes(limit: count)
            return try await store.claimMails(by: owner, limit: count, term: term)
        } catch {
            if !(error is CancellationError) {
                logger.warning("Failed to claim mails", metadata: ["error": "\(error)"])
            }
            return []
        }
    }

    private func send(_ mail: ClaimedMail) async {
        do {
            let (message, envelope, id) = try composer.mail(mail)
            await providers.send(message, envelope) { result in
                // What was not begun because the service ends is for whoever is there next, at once.
                await note(MailVerdict(result), of: mail, id, next: result == .unsent(.closed) ? clock.now() : nil)
            }
        } catch {
            await note(.dead(detail: "\(error)", suppresses: false), of: mail, nil, next: nil)
        }
    }

    /// Writes down what became of a mail, also when the service is to end: what was sent and not noted is sent again.
    private func note(_ verdict: MailVerdict, of mail: ClaimedMail, _ id: MessageID?, next: Timestamp?) async {
        var next = next
        if case .retry = verdict, next == nil {
            next = rule.next(
                after: mail.attempts, createdAt: mail.createdAt, at: clock.now(), random: .random(in: 0..<1))
        }
        do {
            // In a task of its own, which is not cancelled with this one.
            let holds = try await Task { [next] in
                try await store.finish(mail, verdict, next: next, messageID: id?.text)
            }.value
            if !holds { logger.warning("Lost the claim of a mail", metadata: ["delivery.id": "\(mail.id)"]) }
        } catch {
            logger.error(
                "Failed to note what became of a mail",
                metadata: ["delivery.id": "\(mail.id)", "error": "\(error)"])
        }
    }
}
