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
    /// - Parameters:
    ///   - values: An object; what is not in it is left empty.
    ///   - locale: The language that it is written in.
    func fill(_ values: JSONValue?, in locale: String = "en") -> NotificationContent {
        let values = values.map { Self.plain($0, locale) } ?? [String: Any]()
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
    private static func plain(_ value: JSONValue, _ locale: String) -> Any {
        switch value {
        case .null: return ""
        case .bool(let flag): return flag
        case .int(let number): return number
        case .double(let number): return number
        case .string(let text): return text
        case .array(let items): return items.map { plain($0, locale) }
        case .object(let object):
            if object.count == 2, let money = Money(json: value) { return MoneyWording(money: money, locale: locale) }
            // What is null is not there, so that a section for its absence is shown.
            return object.reduce(into: [String: Any]()) { members, member in
                if member.value != .null { members[member.name] = plain(member.value, locale) }
            }
        }
    }
}
