import Foundation

/// A person's words as an expression of FTS5 (https://sqlite.org/fts5.html, section 3): every word must occur, the last
/// one as a beginning. Each is quoted, so that nothing typed means anything but itself.
struct SearchExpression: Equatable {
    /// More words than anybody types; each costs a look into the index.
    static let wordLimit = 16

    /// The expression; nil when there is nothing to look for, and so nothing is found.
    let text: String?

    init(_ words: String) {
        let found = words.precomposedStringWithCanonicalMapping
            .split { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
            .map { word in String(String.UnicodeScalarView(word.unicodeScalars.filter { $0.value != 0 })) }
            .filter { $0.unicodeScalars.contains(where: Self.isIndexed) }
            .prefix(Self.wordLimit)
        guard !found.isEmpty else {
            text = nil
            return
        }
        text = found.map { #""\#($0.replacingOccurrences(of: "\"", with: "\"\""))""# }.joined(separator: " ") + "*"
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
