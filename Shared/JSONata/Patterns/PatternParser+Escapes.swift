extension PatternParser {
    /// Reads what follows a backslash outside of brackets.
    mutating func escape() throws(PatternFailure) -> PatternTree {
        guard let unit else { throw PatternFailure("\\ at end of pattern") }
        if let set = classEscape() { return .set(set) }
        if takes("b" as Unicode.Scalar) { return .wordBoundary(isNegated: false) }
        if takes("B" as Unicode.Scalar) { return .wordBoundary(isNegated: true) }
        if unit == UInt16(UInt8(ascii: "k")), hasNamedGroups {
            place += 1
            guard takes("<" as Unicode.Scalar) else { throw PatternFailure("invalid named reference") }
            return .reference(try group(named: groupName()))
        }
        if unit > 0x30, PatternSet.digits.contains(unit), let reference = reference() { return .reference(reference) }
        return .unit(characterEscape())
    }

    /// Reads the number of a group; nil, and nothing taken, when there is no such group.
    private mutating func reference() -> Int? {
        var end = place
        var number = 0
        while end < units.count, PatternSet.digits.contains(units[end]), number < 10_000 {
            number = number * 10 + Int(units[end]) - 0x30
            end += 1
        }
        guard number <= totalGroupCount else { return nil }
        place = end
        return number - 1
    }

    /// Reads `d`, `W` and their like; nil, and nothing taken, when it is another letter.
    private mutating func classEscape() -> PatternSet? {
        let set: PatternSet? =
            switch unit {
            case UInt16(UInt8(ascii: "d")): .digits
            case UInt16(UInt8(ascii: "D")): PatternSet.digits.inverted
            case UInt16(UInt8(ascii: "w")): .wordUnits
            case UInt16(UInt8(ascii: "W")): PatternSet.wordUnits.inverted
            case UInt16(UInt8(ascii: "s")): .spaces
            case UInt16(UInt8(ascii: "S")): PatternSet.spaces.inverted
            default: nil
            }
        if set != nil { place += 1 }
        return set
    }

    /// Reads what stands for one unit.
    private mutating func characterEscape() -> UInt16 {
        guard let unit else { return UInt16(UInt8(ascii: "\\")) }
        place += 1
        switch UInt8(truncatingIfNeeded: unit) {
        case _ where unit > 0x7F: return unit
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "v"): return 0x0B
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "x"): return hexadecimal(2) ?? unit
        case UInt8(ascii: "u"): return hexadecimal(4) ?? unit
        case UInt8(ascii: "c"):
            guard let letter = self.unit, (0x41...0x5A).contains(letter & 0xDF) else {
                place -= 1
                return UInt16(UInt8(ascii: "\\"))
            }
            place += 1
            return letter % 32
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            place -= 1
            return octal()
        default: return unit  // Every other unit stands for itself.
        }
    }

    private mutating func hexadecimal(_ count: Int) -> UInt16? {
        guard place + count <= units.count else { return nil }
        let digits = String(decoding: units[place..<place + count], as: UTF16.self)
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let number = UInt16(digits, radix: 16)
        else { return nil }
        place += count
        return number
    }

    private mutating func octal() -> UInt16 {
        var number: UInt16 = 0
        var count = 0
        while let unit, (0x30...0x37).contains(unit), count < 3, number * 8 + unit - 0x30 < 256 {
            number = number * 8 + unit - 0x30
            place += 1
            count += 1
        }
        return number
    }

    /// Reads a set up to its closing bracket.
    mutating func bracketed() throws(PatternFailure) -> PatternSet {
        let isNegated = takes("^" as Unicode.Scalar)
        var ranges: [ClosedRange<UInt16>] = []
        while true {
            guard unit != nil else { throw PatternFailure("unterminated character class") }
            if takes("]" as Unicode.Scalar) { break }
            let first = try member()
            let start = place
            guard takes("-" as Unicode.Scalar), unit != nil, unit != UInt16(UInt8(ascii: "]")) else {
                place = start
                ranges += first.ranges
                continue
            }
            let second = try member()
            if let low = first.single, let high = second.single {
                guard low <= high else { throw PatternFailure("range out of order in character class") }
                ranges.append(low...high)
            } else {
                // With a class at one of its ends the hyphen stands for itself.
                ranges += first.ranges + second.ranges + [0x2D...0x2D]
            }
        }
        var set = PatternSet(ranges)
        if flags.contains(.ignoresCase) { set = set.ignoringCase }
        return isNegated ? set.inverted : set
    }

    /// Reads one unit or class of a set.
    private mutating func member() throws(PatternFailure) -> (ranges: [ClosedRange<UInt16>], single: UInt16?) {
        guard let unit else { throw PatternFailure("unterminated character class") }
        place += 1
        guard unit == UInt16(UInt8(ascii: "\\")) else { return ([unit...unit], unit) }
        if let set = classEscape() { return (set.ranges, nil) }
        let character: UInt16 = takes("b" as Unicode.Scalar) ? 0x08 : characterEscape()
        return ([character...character], character)
    }
}
