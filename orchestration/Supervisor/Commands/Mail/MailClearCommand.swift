import ArgumentParser

/// `orrery mail clear`.
struct MailClearCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "clear", abstract: "Removes all mails.")

    @OptionGroup var location: MeshLocation

    func run() async throws {
        try await Terminal.report {
            let count = try MailFolder(path: location.folder.mails).clear()
            Terminal.say(count == 1 ? "One mail is removed." : "\(count) mails are removed.")
        }
    }
}
