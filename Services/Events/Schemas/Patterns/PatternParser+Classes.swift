/// Classes and escapes.
extension PatternParser {
    mutating func characterClass() throws(PatternError) -> CodePointSet {
        let isNegated = takes("^")
        var sets: [CodePointSet] = []
        while !takes("]") {
            let low = try classAtom()
            let beforeHyphen = mark()
            guard takes("-"), next != 0x5D else {
                goBack(to: beforeHyphen)
                sets.append(low.set)
                continue
            }
            let high = try classAtom()
            guard let first = low.single, let last = high.single else {
                throw PatternError("a class such as \\d is no bound of a range")
            }
            guard first <= last else { throw PatternError("the bounds of a range are reversed") }
            sets.append(CodePointSet([first...last]))
        }
        return CodePointSet(union: sets, isNegated: isNegated)
    }

    /// A member of a class: a character, or a set of them.
    private mutating func classAtom() throws(PatternError) -> (set: CodePointSet, single: UInt32?) {
        guard let character = take() else { throw PatternError("a class is not closed") }
        guard character == 0x5C else { return (CodePointSet([character...character]), character) }
        if takes("b") { return (CodePointSet([8...8]), 8) }
        if let set = try setEscape() { return (set, nil) }
        let single = try characterEscape()
        return (CodePointSet([single...single]), single)
    }

    /// What follows a backslash outside of a class.
    mutating func escape() throws(PatternError) -> PatternTree {
        if takes("b") { return .wordBoundary(isNegated: false) }
        if takes("B") { return .wordBoundary(isNegated: true) }
        if takes("k<") {
            guard let name = text(upTo: 0x3E) else { throw PatternError("the name of a group is malformed") }
            return try refer(to: name)
        }
        if let digit = next, (0x31...0x39).contains(digit), let group = number() { return refer(to: group) }
        if let set = try setEscape() { return .set(set) }
        let character = try characterEscape()
        return .set(CodePointSet([character...character]))
    }

    /// `\d \D \w \W \s \S \p{…} \P{…}`; nil, with nothing taken, for other escapes.
    private mutating func setEscape() throws(PatternError) -> CodePointSet? {
        if takes("d") { return .digits }
        if takes("D") { return CodePointSet.digits.negated }
        if takes("w") { return .words }
        if takes("W") { return CodePointSet.words.negated }
        if takes("s") { return .spaces }
        if takes("S") { return CodePointSet.spaces.negated }
        let isNegated = next == 0x50
        guard takes("p{") || takes("P{") else { return nil }
        guard let name = text(upTo: 0x7D) else { throw PatternError("a property is not closed") }
        guard let property = UnicodeProperty(name) else {
            throw PatternError("the property \(name) of Unicode is not known")
        }
        return CodePointSet(properties: [property], isNegated: isNegated)
    }

    /// An escape that stands for one character.
    private mutating func characterEscape() throws(PatternError) -> UInt32 {
        guard let character = take() else { throw PatternError("it ends with a backslash") }
        switch character {
        case 0x66: return 0x0C
        case 0x6E: return 0x0A
        case 0x72: return 0x0D
        case 0x74: return 0x09
        case 0x76: return 0x0B
        case 0x30:
            if let digit = next, (0x30...0x39).contains(digit) { throw PatternError("octal escapes are not known") }
            return 0
        case 0x63:
            guard let letter = take(), (0x41...0x5A).contains(letter & ~0x20) else {
                throw PatternError("\\c must be followed by a letter")
            }
            return letter & 0x1F
        case 0x78:
            guard let value = hexadecimal(2) else { throw PatternError("\\x must be followed by two digits") }
            return value
        case 0x75: return try unicodeEscape()
        default: return try identityEscape(character)
        }
    }

    private func identityEscape(_ character: UInt32) throws(PatternError) -> UInt32 {
        guard let scalar = Unicode.Scalar(character), scalar.isASCII, !scalar.properties.isAlphabetic,
            scalar.properties.numericType == nil
        else {
            let text = Unicode.Scalar(character).map { String($0) } ?? ""
            throw PatternError("the escape \\\(text) is not known")
        }
        return character
    }

    /// `\uHHHH`, two of them for a pair of surrogates, and `\u{…}`.
    private mutating func unicodeEscape() throws(PatternError) -> UInt32 {
        if takes("{") {
            guard let digits = text(upTo: 0x7D), let value = UInt32(digits, radix: 16), value <= 0x10FFFF else {
                throw PatternError("\\u{…} must hold the number of a character")
            }
            return value
        }
        guard let first = hexadecimal(4) else { throw PatternError("\\u must be followed by four digits") }
        guard (0xD800...0xDBFF).contains(first) else { return first }
        let behind = mark()
        if takes("\\u"), let second = hexadecimal(4), (0xDC00...0xDFFF).contains(second) {
            return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        }
        goBack(to: behind)
        return first
    }
}
