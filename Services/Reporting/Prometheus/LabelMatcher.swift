import MeshCore

/// A test of a label's value.
struct LabelMatcher: Hashable, Sendable {
    enum Comparison: String, Hashable, Sendable {
        case equal = "="
        case notEqual = "!="
        case matches = "=~"
        case matchesNot = "!~"

        var isNegated: Bool { self == .notEqual || self == .matchesNot }
    }

    let label: String
    let comparison: Comparison
    let value: String
    let place: PromQLPlace

    /// The pattern, which has to fit the whole value; nil for other comparisons.
    ///
    /// - Throws: ``PromQLError`` when it is none that is known here.
    func pattern() throws(PromQLError) -> TextPattern? {
        guard comparison == .matches || comparison == .matchesNot else { return nil }
        guard let pattern = TextPattern(patternText) else {
            throw .parse("error parsing regexp, or beyond those that are known here: \"\(value)\"", at: place)
        }
        return pattern
    }

    /// Anchored at both ends.
    var patternText: String { "^(\(value))$" }

    /// Whether a value fits.
    ///
    /// - Throws: As ``pattern()``.
    func fits(_ text: String) throws(PromQLError) -> Bool {
        let isAlike = if let pattern = try pattern() { pattern.matches(text) } else { text == value }
        return isAlike != comparison.isNegated
    }
}
