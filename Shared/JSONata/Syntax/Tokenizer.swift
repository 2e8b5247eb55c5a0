import MeshCore

/// Takes an expression apart into words.
///
/// It works on UTF-16 units because positions are counted in them.
struct Tokenizer {
    let units: [UInt16]
    var position = 0

    init(_ source: String) {
        units = Array(source.utf16)
    }

    /// Reads the next word.
    ///
    /// - Parameter isInfix: Whether an operator may stand here, so that `/` divides and begins no regular expression.
    mutating func next(isInfix: Bool) throws(JSONataError) -> Token {
        try skipSpaceAndComments()
        guard let unit = unit() else { return Token(kind: .end, position: units.count) }
        if unit == Self.slash, !isInfix {
            position += 1
            let pattern = try regex()
            return Token(kind: .regex(pattern), position: position)
        }
        if let word = doubleOperator() ?? singleOperator() { return Token(kind: .operator(word), position: position) }
        if unit == Self.quote || unit == Self.apostrophe {
            let text = try string(until: unit)
            return Token(kind: .string(text), position: position)
        }
        if let number = try number() { return Token(kind: .number(number), position: position) }
        if unit == Self.backtick { return try quotedName() }
        return nameOrVariable()
    }

    func unit(at offset: Int = 0) -> UInt16? {
        position + offset < units.count ? units[position + offset] : nil
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: units[range], as: UTF16.self)
    }

    private mutating func skipSpaceAndComments() throws(JSONataError) {
        while let unit = unit() {
            if Self.isSpace(unit) {
                position += 1
            } else if unit == Self.slash, self.unit(at: 1) == Self.asterisk {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(JSONataError) {
        let start = position
        position += 2
        while !(unit() == Self.asterisk && unit(at: 1) == Self.slash) {
            position += 1
            if position >= units.count { throw JSONataError("S0106", at: start) }
        }
        position += 2
    }

    private mutating func doubleOperator() -> String? {
        guard let first = unit(), let second = unit(at: 1) else { return nil }
        guard let word = Self.doubleOperators.first(where: { $0.utf16.elementsEqual([first, second]) }) else {
            return nil
        }
        position += 2
        return word
    }

    private mutating func singleOperator() -> String? {
        guard let unit = unit(), Self.isOperator(unit) else { return nil }
        position += 1
        return String(decoding: CollectionOfOne(unit), as: UTF16.self)
    }

    private mutating func quotedName() throws(JSONataError) -> Token {
        position += 1
        guard let end = units[position...].firstIndex(of: Self.backtick) else {
            position = units.count
            throw JSONataError("S0105", at: position)
        }
        let name = text(position..<end)
        position = end + 1
        return Token(kind: .name(name), position: position)
    }

    private mutating func nameOrVariable() -> Token {
        let start = position
        while let unit = unit(), !Self.isSpace(unit), !Self.isOperator(unit) { position += 1 }
        if units[start] == Self.dollar {
            return Token(kind: .variable(text(start + 1..<position)), position: position)
        }
        let name = text(start..<position)
        let kind: Token.Kind =
            switch name {
            case "and", "or", "in": .operator(name)
            case "true": .value(true)
            case "false": .value(false)
            case "null": .value(.null)
            default: .name(name)
            }
        return Token(kind: kind, position: position)
    }

    static func isSpace(_ unit: UInt16) -> Bool {
        (0x09...0x0B).contains(unit) || unit == 0x0D || unit == 0x20
    }

    private static func isOperator(_ unit: UInt16) -> Bool {
        unit < 0x80 && operatorUnits.contains(unit)
    }

    private static let operatorUnits = Set(".[]{}(),@#;:?+-*/%|=<>^&!~".utf16)
    private static let doubleOperators = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"]
    static let slash = UInt16(UInt8(ascii: "/"))
    static let backslash = UInt16(UInt8(ascii: "\\"))
    private static let asterisk = UInt16(UInt8(ascii: "*"))
    private static let quote = UInt16(UInt8(ascii: "\""))
    private static let apostrophe = UInt16(UInt8(ascii: "'"))
    private static let backtick = UInt16(UInt8(ascii: "`"))
    private static let dollar = UInt16(UInt8(ascii: "$"))
}
