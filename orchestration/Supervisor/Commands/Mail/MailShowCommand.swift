import ArgumentParser

/// `orrery mail show`.
struct MailShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a mail: the newest one, or that of a number.")

    @OptionGroup var location: MeshLocation

    @Argument(help: "Its number.")
    var number: Int?

    @Flag(help: "Its page (HTML), in the place of its text.")
    var html = false

    @Flag(help: "All of it, as it came.")
    var source = false

    func run() async throws {
        try await Terminal.report {
            let folder = MailFolder(path: location.folder.mails)
            guard let number = number ?? folder.numbers().last else {
                throw CommandFailure.failed("no mail has come")
            }
            guard let mail = folder.mail(number) else { throw CommandFailure.failed("there is no mail \(number)") }
            if source { return Terminal.say(mail.source) }
            if html {
                guard let page = mail.html else { throw CommandFailure.failed("mail \(number) has no page") }
                return Terminal.say(page)
            }
            Terminal.say("From: \(mail.from)\nTo: \(mail.to)\nDate: \(mail.date)\nSubject: \(mail.subject)\n")
            Terminal.say(mail.text ?? "")
        }
    }
}
