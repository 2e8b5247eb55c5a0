import FoundationEssentials
import MeshCore

/// The mails that a sink has kept, each a file (`NUMBER.eml`) that mail programs open; the newest have the largest numbers.
struct MailFolder: Sendable {
    let path: String

    /// Mails that are kept; beyond it the oldest go.
    static let limit = 10_000

    /// The numbers of the mails that are there, the oldest first. Empty where no mail has come yet.
    func numbers() -> [Int] {
        // A folder that is not there holds none.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.compactMap { $0.hasSuffix(".eml") ? Int($0.dropLast(4)) : nil }.sorted()
    }

    func file(_ number: Int) -> String {
        let digits = String(number)
        return "\(path)/\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).eml"
    }

    /// Keeps a mail, whole or not at all.
    ///
    /// - Throws: What the file system throws.
    func keep(_ mail: ReceivedMail, as number: Int, at now: Timestamp) throws {
        let envelope =
            "Return-Path: <\(mail.sender)>\r\nDelivered-To: \(mail.recipients.joined(separator: ", "))\r\n"
            + "Received: by localhost (Orrery); \(now)\r\n"
        let data = Data(envelope.utf8) + Data(mail.text)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try data.write(to: URL(filePath: file(number)), options: .atomic)
        if number > Self.limit {
            // It may have been removed by hand.
            try? FileManager.default.removeItem(atPath: file(number - Self.limit))
        }
    }

    /// A mail that is there; nil when there is none of that number.
    func mail(_ number: Int) -> KeptMail? {
        FileManager.default.contents(atPath: file(number)).map {
            KeptMail(number: number, source: String(decoding: $0, as: UTF8.self))
        }
    }

    /// Removes all mails.
    ///
    /// - Returns: How many there were.
    /// - Throws: What the file system throws.
    func clear() throws -> Int {
        let all = numbers()
        for number in all { try FileManager.default.removeItem(atPath: file(number)) }
        return all.count
    }
}
