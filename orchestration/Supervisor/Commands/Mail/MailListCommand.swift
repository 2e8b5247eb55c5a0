import ArgumentParser

/// `orrery mail list`.
struct MailListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the mails, the newest last: number, date, recipient, subject.")

    private struct Line: Encodable {
        var number: Int
        var date: String
        var to: String
        var subject: String
        var file: String
    }

    @OptionGroup var location: MeshLocation

    @Option(help: "Only those with a larger number.")
    var after: Int = 0

    @Option(help: "Only those to an address that has this in it.")
    var to: String?

    @Option(help: "The most, of the newest.")
    var limit: Int = 50

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            let folder = MailFolder(path: location.folder.mails)
            let lines = folder.numbers().reversed().lazy.filter { $0 > after }.compactMap(folder.mail)
                .filter { mail in to.map { mail.to.lowercased().contains($0.lowercased()) } ?? true }
                .prefix(max(0, limit)).map { mail in
                    Line(
                        number: mail.number, date: mail.date, to: mail.to, subject: mail.subject,
                        file: folder.file(mail.number))
                }.reversed()
            if json { return Terminal.say(try JSONText.pretty(Array(lines))) }
            guard !lines.isEmpty else { return Terminal.say("No mail has come.") }
            for line in lines {
                let number = String(line.number)
                let room = String(repeating: " ", count: max(0, 6 - number.count))
                Terminal.say("\(room)\(number)  \(line.date)  \(line.to)  \(line.subject)")
            }
        }
    }
}
