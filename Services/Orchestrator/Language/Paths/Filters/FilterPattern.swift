import MeshCore

/// A regular expression of a filter, `/…/` or `/…/i`, which must match a whole text.
///
/// It is matched in time linear in the text, so back references and lookaround, which need more, are refused.
struct FilterPattern: Sendable {
    /// What stands between the slashes.
    let source: String
    let ignoresCase: Bool
    private let pattern: TextPattern

    /// Compiles a pattern; nil when it is malformed or needs more than linear time.
    init?(_ source: String, ignoresCase: Bool) {
        guard let pattern = TextPattern("^(?:\(Self.plain(source, ignoresCase: ignoresCase)))$") else { return nil }
        self.source = source
        self.ignoresCase = ignoresCase
        self.pattern = pattern
    }

    func matches(_ text: String) -> Bool {
        pattern.matches(ignoresCase ? text.lowercased() : text)
    }

    /// The pattern without the signs of laziness (`*?`), which make no difference where a whole text must match; in lower
    /// case where case does not count, besides its escapes, of which `\D` is another than `\d`.
    private static func plain(_ source: String, ignoresCase: Bool) -> String {
        var isEscaped = false
        var isInClass = false
        var isAfterCount = false
        return source.reduce(into: "") { text, character in
            if isAfterCount, character == "?" {
                isAfterCount = false
                return
            }
            isAfterCount = !isEscaped && !isInClass && ["*", "+", "?", "}"].contains(character) && text.last != "("
            if !isEscaped, character == "[" || character == "]" { isInClass = character == "[" }
            text += ignoresCase && !isEscaped ? character.lowercased() : String(character)
            isEscaped = character == "\\" && !isEscaped
        }
    }
}

extension FilterPattern: Hashable {
    static func == (left: FilterPattern, right: FilterPattern) -> Bool {
        left.source == right.source && left.ignoresCase == right.ignoresCase
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(source)
        hasher.combine(ignoresCase)
    }
}
