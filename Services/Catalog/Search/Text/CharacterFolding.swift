import Foundation

/// Folds characters beyond ASCII: case (by way of the capital, so that ß meets ss and ς meets σ), compatibility (NFKD), and
/// no marks.
struct CharacterFolding {
    /// Scripts use a few hundred characters, Chinese some thousands; beyond that it starts anew.
    private static let keptLimit = 16_384

    private var kept: [Unicode.Scalar: FoldedCharacter] = [:]

    mutating func fold(_ scalar: Unicode.Scalar) -> FoldedCharacter {
        if let known = kept[scalar] { return known }
        if kept.count >= Self.keptLimit { kept.removeAll(keepingCapacity: true) }
        let folded = Self.folded(scalar)
        kept[scalar] = folded
        return folded
    }

    private static func folded(_ scalar: Unicode.Scalar) -> FoldedCharacter {
        // Syllables stay whole: taken apart they would be letters of which nobody types one.
        if (0xAC00...0xD7A3).contains(scalar.value) { return .ideograph(Array(String(scalar).utf8)) }
        var letters = String.UnicodeScalarView()
        var isMark = true
        for part in lowercase(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars {
            if isMarkLike(part) { continue }
            isMark = false
            if isIndexed(part) { letters.append(part) }
        }
        if letters.isEmpty { return isMark ? .mark : .separator }
        let bytes = Array(String(letters).utf8)
        return letters.count == 1 && isIdeograph(letters[letters.startIndex]) ? .ideograph(bytes) : .letters(bytes)
    }

    private static func lowercase(_ scalar: Unicode.Scalar) -> String {
        scalar.properties.uppercaseMapping.unicodeScalars.map(\.properties.lowercaseMapping).joined()
    }

    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x323AF: true
        default: false
        }
    }

    private static func isMarkLike(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        // A soft hyphen or a joiner inside a word is no end of it.
        case .format: true
        default: false
        }
    }

    private static func isIndexed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .spacingMark:
            true
        default:
            false
        }
    }
}
