/// Labels of host names beyond ASCII (RFC 5891, section 4.2; RFC 5892; RFC 5893).
enum InternationalLabel {
    static func isValid(_ label: [Unicode.Scalar]) -> Bool {
        guard let first = label.first, first != "-", label.last != "-", !HostnameFormat.hasHyphensInside(label) else {
            return false
        }
        // A mark would join what stands before the label.
        guard ![.nonspacingMark, .spacingMark, .enclosingMark].contains(first.properties.generalCategory) else {
            return false
        }
        return label.indices.allSatisfy { isAllowed(label, at: $0) } && hasOneKindOfDigits(label)
            && isDirected(label)
    }

    private static func isAllowed(_ label: [Unicode.Scalar], at place: Int) -> Bool {
        let scalar = label[place]
        let before = place > 0 ? label[place - 1] : nil
        let after = place + 1 < label.count ? label[place + 1] : nil
        switch scalar.value {
        // By their context (RFC 5892, appendix A).
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return after.map { UnicodeScript.isAny(of: ["Greek"], $0) } ?? false
        case 0x5F3, 0x5F4: return before.map { UnicodeScript.isAny(of: ["Hebrew"], $0) } ?? false
        case 0x30FB: return label.contains { UnicodeScript.isAny(of: ["Hiragana", "Katakana", "Han"], $0) }
        case 0x200D: return isVirama(before)
        case 0x200C: return isVirama(before) || joins(label, around: place)
        // Exceptions (RFC 5892, section 2.6).
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        default: return isLetterOrDigit(scalar)
        }
    }

    /// Letters, digits and marks that no mapping changes (RFC 5892, sections 2.1 to 2.9).
    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "-" { return true }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark, .spacingMark: break
        default: return false
        }
        switch scalar.value {
        // Blocks of signs for music and mathematics, and the single parts of Hangul.
        case 0x20D0...0x20FF, 0x1D100...0x1D24F, 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB: return false
        default:
            return !properties.changesWhenNFKCCaseFolded && !properties.isDefaultIgnorableCodePoint
                && !properties.isNoncharacterCodePoint
        }
    }

    private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
        scalar?.properties.canonicalCombiningClass == .virama
    }

    /// Whether what stands on both sides would be joined (RFC 5892, appendix A.1).
    private static func joins(_ label: [Unicode.Scalar], around place: Int) -> Bool {
        let isSolid = { (scalar: Unicode.Scalar) in !isTransparent(scalar) }
        guard let before = label[..<place].last(where: isSolid)?.value,
            let after = label[(place + 1)...].first(where: isSolid)?.value
        else { return false }
        return (ScriptDirection.joinsBoth.contains(before) || ScriptDirection.joinsLeft.contains(before))
            && (ScriptDirection.joinsBoth.contains(after) || ScriptDirection.joinsRight.contains(after))
    }

    private static func isTransparent(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .enclosingMark, .format].contains(scalar.properties.generalCategory)
            && scalar.value != 0x200C && scalar.value != 0x200D
    }

    /// Arabic digits of both kinds do not stand together (RFC 5892, appendices A.8 and A.9).
    private static func hasOneKindOfDigits(_ label: [Unicode.Scalar]) -> Bool {
        !(label.contains { (0x660...0x669).contains($0.value) }
            && label.contains { (0x6F0...0x6F9).contains($0.value) })
    }

    /// The rule for texts in both directions, within one label (RFC 5893, section 2).
    private static func isDirected(_ label: [Unicode.Scalar]) -> Bool {
        let hasRight = label.contains {
            ScriptDirection.rightToLeft.contains($0.value) || ScriptDirection.arabicNumber.contains($0.value)
        }
        guard hasRight else { return true }
        guard let first = label.first, ScriptDirection.rightToLeft.contains(first.value) else { return false }
        let isEuropean = { (scalar: Unicode.Scalar) in ScriptDirection.europeanNumber.contains(scalar.value) }
        let isArabic = { (scalar: Unicode.Scalar) in ScriptDirection.arabicNumber.contains(scalar.value) }
        let isMark = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .nonspacingMark }
        guard let last = label.last(where: { !isMark($0) }) else { return false }
        let isEnd = ScriptDirection.rightToLeft.contains(last.value) || isEuropean(last) || isArabic(last)
        guard isEnd, !(label.contains(where: isEuropean) && label.contains(where: isArabic)) else { return false }
        // Letters from left to right have no place in it.
        return label.allSatisfy { scalar in
            ScriptDirection.rightToLeft.contains(scalar.value) || isEuropean(scalar) || isArabic(scalar)
                || isMark(scalar) || !scalar.properties.isAlphabetic
        }
    }
}
