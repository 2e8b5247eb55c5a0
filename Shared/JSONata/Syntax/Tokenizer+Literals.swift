import MeshCore

extension Tokenizer {
    /// Reads a string with the escapes of JSON, up to the quote with which it began.
    mutating func string(until quote: UInt16) throws(JSONataError) -> String {
        position += 1
        var contents: [UInt16] = []
        while let unit = unit() {
            position += 1
            if unit == quote { return LoneSurrogates.text(contents) }
            if unit == Self.backslash {
                try escape(into: &contents)
            } else {
                contents.append(unit)
            }
        }
        throw JSONataError("S0101", at: position)
    }

    private mutating func escape(into contents: inout [UInt16]) throws(JSONataError) {
        guard let letter = unit() else {
            throw JSONataError("S0103", at: position, token: "")
        }
        switch letter {
        case UInt16(UInt8(ascii: "\"")), Self.backslash, Self.slash: contents.append(letter)
        case UInt16(UInt8(ascii: "b")): contents.append(0x08)
        case UInt16(UInt8(ascii: "f")): contents.append(0x0C)
        case UInt16(UInt8(ascii: "n")): contents.append(0x0A)
        case UInt16(UInt8(ascii: "r")): contents.append(0x0D)
        case UInt16(UInt8(ascii: "t")): contents.append(0x09)
        case UInt16(UInt8(ascii: "u")):
            guard position + 4 < units.count, let code = UInt16(text(position + 1..<position + 5), radix: 16),
                units[position + 1] != UInt16(UInt8(ascii: "+"))
            else {
                throw JSONataError("S0104", at: position)
            }
            contents.append(code)
            position += 4
        default:
            throw JSONataError("S0103", at: position, token: .string(text(position..<position + 1)))
        }
        position += 1
    }

    /// Reads a number as JSON writes it, without a sign; nil when none begins here.
    mutating func number() throws(JSONataError) -> Double? {
        guard isDigit(0) else { return nil }
        var end = 1
        if units[position] != UInt16(UInt8(ascii: "0")) { while isDigit(end) { end += 1 } }
        if unit(at: end) == UInt16(UInt8(ascii: ".")), isDigit(end + 1) {
            end += 2
            while isDigit(end) { end += 1 }
        }
        if let unit = unit(at: end), unit | 0x20 == UInt16(UInt8(ascii: "e")) {
            let sign = self.unit(at: end + 1)
            let isSigned = sign == UInt16(UInt8(ascii: "+")) || sign == UInt16(UInt8(ascii: "-"))
            var digit = end + (isSigned ? 2 : 1)
            if isDigit(digit) {
                while isDigit(digit) { digit += 1 }
                end = digit
            }
        }
        let digits = text(position..<position + end)
        guard let number = Double(digits), number.isFinite else {
            throw JSONataError("S0102", at: position, token: .string(digits))
        }
        position += end
        return number
    }

    private func isDigit(_ offset: Int) -> Bool {
        guard let unit = unit(at: offset) else { return false }
        return unit >= UInt16(UInt8(ascii: "0")) && unit <= UInt16(UInt8(ascii: "9"))
    }

    /// Reads a regular expression and its flags; the slash before it has been taken.
    ///
    /// It ends at a slash that is neither escaped nor within brackets.
    mutating func regex() throws(JSONataError) -> Pattern {
        let start = position
        var depth = 0
        while let unit = unit() {
            let isEscaped = isEscaped(position)
            if unit == Self.slash, depth == 0, !isEscaped {
                let source = text(start..<position)
                if source.isEmpty { throw JSONataError("S0301", at: position) }
                position += 1
                return try Pattern(source, flags: flags(), at: position)
            }
            // Only the unit before counts for brackets: so it is in the reference implementation.
            let isAfterBackslash = position > 0 && units[position - 1] == Self.backslash
            if !isAfterBackslash { depth += Self.nesting(unit) }
            position += 1
        }
        throw JSONataError("S0302", at: position)
    }

    private mutating func flags() -> Pattern.Flags {
        var flags: Pattern.Flags = []
        while let unit = unit() {
            if unit == UInt16(UInt8(ascii: "i")) {
                flags.insert(.ignoresCase)
            } else if unit == UInt16(UInt8(ascii: "m")) {
                flags.insert(.isMultiline)
            } else {
                break
            }
            position += 1
        }
        return flags
    }

    private func isEscaped(_ place: Int) -> Bool {
        var count = 0
        while place - count - 1 >= 0, units[place - count - 1] == Self.backslash { count += 1 }
        return !count.isMultiple(of: 2)
    }

    private static func nesting(_ unit: UInt16) -> Int {
        switch unit {
        case UInt16(UInt8(ascii: "(")), UInt16(UInt8(ascii: "[")), UInt16(UInt8(ascii: "{")): 1
        case UInt16(UInt8(ascii: ")")), UInt16(UInt8(ascii: "]")), UInt16(UInt8(ascii: "}")): -1
        default: 0
        }
    }
}
