import Foundation

/// A person's words as an expression of FTS5 (https://sqlite.org/fts5.html, section 3): every word must occur, the last
/// one as a beginning. Each is quoted, so that nothing typed means anything but itself.
struct SearchExpression: Equatable {
    /// More words than anybody types; each costs a look into the index.
    static let wordLimit = 16

    /// The expression; nil when there is nothing to look for, and so nothing is found.
    let text: String?

    init(_ words: String) {
        // Scalar by scalar: a quote with an accent on it is one character to Swift, but still a quote to SQLite.
        let found = words.precomposedStringWithCanonicalMapping.unicodeScalars
            .split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
            .filter { $0.contains(where: Self.isIndexed) }
            .prefix(Self.wordLimit)
        guard !found.isEmpty else {
            text = nil
            return
        }
        text = found.map(Self.quoted).joined(separator: " ") + "*"
    }

    /// A word as a string of FTS5, in which a quote is doubled.
    private static func quoted(_ word: Substring.UnicodeScalarView) -> String {
        var text = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in word {
            if scalar == "\"" { text.append(scalar) }
            text.append(scalar)
        }
        text.append("\"")
        return String(text)
    }

    /// Whether the tokenizer `unicode61` takes the character into words: letters, numbers and private ones.
    private static func isIndexed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            true
        case .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation, .dashPunctuation, .openPunctuation,
            .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
            .modifierSymbol, .otherSymbol, .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format,
            .surrogate, .unassigned:
            false
        @unknown default:
            false
        }
    }
}
