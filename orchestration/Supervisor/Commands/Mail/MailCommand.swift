import ArgumentParser

/// `orrery mail`.
struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "The mails that the mesh has sent, where MAIL_SERVERS named no server to send them.",
        discussion: "Each is a file in the data folder's mail, which mail programs open.",
        subcommands: [MailListCommand.self, MailShowCommand.self, MailClearCommand.self],
        defaultSubcommand: MailListCommand.self)
}
