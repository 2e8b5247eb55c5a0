import MeshCore
import NotifierAPI

/// Says what a digest says: by the template `digest` where there is one, with `category`, `count` and `items` of `subject` and
/// `text`; else in plain words.
enum DigestWriter {
    /// The name of the template.
    static let template = "digest"

    /// - Parameter versions: Of the template, in its languages; empty where there is none.
    static func content(of digest: Digest, _ versions: [TemplateVersion]) -> NotificationContent {
        if let shelf = try? TemplateShelf(versions),
            // It was read when it was kept.
            let template = try? NotificationTemplate(shelf.version(for: digest.locale).content)
        {
            return template.fill(values(of: digest))
        }
        if digest.window.count == 1, let only = digest.items.first {
            return NotificationContent(subject: only.subject, text: only.text)
        }
        let more = digest.window.count - digest.items.count
        let rest = more > 0 ? ["\(more) more."] : []
        return NotificationContent(
            subject: "\(digest.window.count) notifications: \(digest.category)",
            text: (digest.items.map { "\($0.subject)\n\n\($0.text)" } + rest).joined(separator: "\n\n\n"))
    }

    private static func values(of digest: Digest) -> JSONValue {
        [
            "category": .string(digest.category), "count": .int(Int64(digest.window.count)),
            "items": .array(
                digest.items.map { ["subject": .string($0.subject), "text": .string($0.text)] }),
        ]
    }
}
