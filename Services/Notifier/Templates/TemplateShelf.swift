import MeshCore
import NotifierAPI

/// The wordings of one template, by language.
struct TemplateShelf: Sendable {
    private let versions: [TemplateVersion]

    /// The language of who has none, or one that there is no wording in.
    private static let standard = "en"

    /// - Throws: ``NotifierError/templateNotFound`` when there is none.
    init(_ versions: [TemplateVersion]) throws(NotifierError) {
        guard !versions.isEmpty else { throw .templateNotFound }
        self.versions = versions
    }

    /// The wording for a reader: in the language as it was given, then ever less of it (RFC 4647, section 3.4), then in English,
    /// then any.
    func version(for locale: String?) -> TemplateVersion {
        var parts = (locale ?? Self.standard).split(separator: "-")
        while !parts.isEmpty {
            let name = parts.joined(separator: "-").lowercased()
            if let found = versions.first(where: { $0.locale.lowercased() == name }) { return found }
            parts.removeLast()
        }
        return versions.first { $0.locale.lowercased() == Self.standard } ?? versions[0]
    }
}
