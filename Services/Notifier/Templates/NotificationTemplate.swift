import MeshCore
import Mustache
import NotifierAPI

/// A template of a notification, ready to be filled in. What fills it is escaped in the page, and stands as it is in the text.
struct NotificationTemplate: Sendable {
    private let subject: MustacheTemplate
    private let text: MustacheTemplate
    private let html: MustacheTemplate?

    /// The pragma that leaves text as it is.
    private static let plain = "{{% CONTENT_TYPE:TEXT}}"

    /// - Throws: ``NotifierError/invalid(_:)`` naming what cannot be read.
    init(_ content: NotificationContent) throws(NotifierError) {
        subject = try Self.parse(Self.plain + content.subject, "subject")
        text = try Self.parse(Self.plain + content.text, "text")
        html = if let page = content.html { try Self.parse(page, "html") } else { nil }
    }

    /// Fills it in.
    ///
    /// - Parameter values: An object; what is not in it is left empty.
    func fill(_ values: JSONValue?) -> NotificationContent {
        let values = values.map(Self.plain) ?? [String: Any]()
        let line = subject.render(values).split(whereSeparator: \.isNewline).joined(separator: " ")
        return NotificationContent(subject: line, text: text.render(values), html: html?.render(values))
    }

    private static func parse(_ text: String, _ field: String) throws(NotifierError) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: text)
        } catch {
            throw .invalid(field, "A Mustache template is expected: \(error)")
        }
    }

    /// A value as Mustache takes it.
    private static func plain(_ value: JSONValue) -> Any {
        switch value {
        case .null: ""
        case .bool(let flag): flag
        case .int(let number): number
        case .double(let number): number
        case .string(let text): text
        case .array(let items): items.map(plain)
        case .object(let object):
            // What is null is not there, so that a section for its absence is shown.
            object.reduce(into: [String: Any]()) { members, member in
                if member.value != .null { members[member.name] = plain(member.value) }
            }
        }
    }
}
