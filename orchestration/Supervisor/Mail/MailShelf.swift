import Logging
import MeshCore
import Synchronization

/// Gives mails their numbers as they come, and keeps them.
final class MailShelf: Sendable {
    private let folder: MailFolder
    private let last: Mutex<Int>
    private let clock: any WallClock
    private let logger: Logger

    init(folder: MailFolder, clock: any WallClock = SystemWallClock(), logger: Logger) {
        self.folder = folder
        self.clock = clock
        self.logger = logger
        last = Mutex(folder.numbers().last ?? 0)
    }

    /// Keeps a mail.
    ///
    /// - Returns: What its sender is told.
    func keep(_ mail: ReceivedMail) -> String {
        let number = last.withLock { last in
            last += 1
            return last
        }
        do {
            try folder.keep(mail, as: number, at: clock.now())
            return "250 2.0.0 Kept as \(number)\r\n"
        } catch {
            logger.error("Cannot keep a mail", metadata: ["error": "\(error)"])
            return "451 4.3.0 It cannot be kept now\r\n"
        }
    }
}
