import NotifierMail

/// A mail of the sink, to be shown to people.
struct KeptMail: Sendable {
    let number: Int
    /// The whole file.
    let source: String
    private let part: MailPart

    /// The most parts that are looked into.
    private static let partLimit = 50

    init(number: Int, source: String) {
        self.number = number
        self.source = source
        part = MailPart(source)
    }

    var date: String { part["date"] ?? "" }
    var from: String { field("from") }
    var to: String { field("to") }
    var subject: String { field("subject") }
    /// As a reader without HTML sees it.
    var text: String? { text(of: "text/plain", in: part) }
    /// As a page; nil for a mail of text alone.
    var html: String? { text(of: "text/html", in: part) }

    private func field(_ name: String) -> String { EncodedWords.decode(part[name] ?? "") }

    private func text(of type: String, in part: MailPart) -> String? {
        if part.mediaType == type { return part.text }
        for inner in part.parts(limit: Self.partLimit) {
            if let found = text(of: type, in: inner) { return found }
        }
        return nil
    }
}
