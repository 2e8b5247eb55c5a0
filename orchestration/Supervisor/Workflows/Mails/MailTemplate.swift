import FoundationEssentials

/// A wording of a workflow's mails, as files have it: `NAME.LOCALE.txt`, whose first line is the subject, and `NAME.LOCALE.html`
/// beside it with what stands in the page.
struct MailTemplate: Codable, Sendable, Equatable {
    /// What the notifier keeps of it.
    struct Content: Codable, Sendable, Equatable {
        var subject: String
        var text: String
        var html: String?
    }

    var name: String
    var locale: String
    var content: Content

    /// Where the page around all mails has what is said, and where its language.
    private static let contentPlace = "<!-- content -->"
    private static let localePlace = "LOCALE"
    private static let subjectMark = "Subject: "

    /// The wordings in a folder, by their names; none where there is no folder.
    ///
    /// - Parameter layout: The file with the page around all mails.
    /// - Throws: ``CommandFailure`` naming the file that is not as it has to be.
    static func all(in folder: String, layout: String) throws -> [MailTemplate] {
        // Most workflows send no mails.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return try names.sorted().filter { $0.hasSuffix(".txt") }.map { file in
            let parts = file.split(separator: ".").map(String.init)
            guard parts.count == 3 else {
                throw CommandFailure.failed("\(folder)/\(file) should be called NAME.LOCALE.txt")
            }
            let lines = try text(of: "\(folder)/\(file)").split(
                separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            guard lines.count == 2, lines[0].hasPrefix(subjectMark) else {
                throw CommandFailure.failed("the first line of \(folder)/\(file) should be '\(subjectMark)…'")
            }
            let page = "\(folder)/\(parts[0]).\(parts[1]).html"
            var html: String?
            if FileManager.default.fileExists(atPath: page) {
                html = try text(of: layout).replacing(localePlace, with: parts[1])
                    .replacing(contentPlace, with: try text(of: page))
            }
            return MailTemplate(
                name: parts[0], locale: parts[1],
                content: Content(
                    subject: String(lines[0].dropFirst(subjectMark.count)),
                    text: String(lines[1].drop { $0 == "\n" }), html: html))
        }
    }

    private static func text(of file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure.failed("\(file) cannot be read")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
