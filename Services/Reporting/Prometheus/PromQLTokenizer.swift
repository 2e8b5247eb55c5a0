import MeshCore

/// Takes a query's text apart into words.
struct PromQLTokenizer {
    private var rest: Substring.UnicodeScalarView
    private var place = PromQLPlace()

    init(_ text: String) {
        rest = text[...].unicodeScalars
    }

    /// All words, the end among them.
    ///
    /// - Throws: ``PromQLError`` with the place.
    static func tokens(of text: String) throws(PromQLError) -> [PromQLToken] {
        var tokenizer = PromQLTokenizer(text)
        var tokens: [PromQLToken] = []
        while true {
            let token = try tokenizer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() throws(PromQLError) -> PromQLToken {
        skipBlanks()
        let start = place
        guard let first = rest.first else { return PromQLToken(kind: .end, place: start) }
        if Self.beginsName(first) { return PromQLToken(kind: .name(takeWhile(Self.continuesName)), place: start) }
        if Self.isDigit(first) || (first == "." && rest.dropFirst().first.map(Self.isDigit) == true) {
            return PromQLToken(kind: try number(from: start), place: start)
        }
        if first == "\"" || first == "'" || first == "`" {
            return PromQLToken(kind: .text(try text(from: start)), place: start)
        }
        for sign in Self.signs where rest.starts(with: sign.unicodeScalars) {
            for _ in sign.unicodeScalars { advance() }
            return PromQLToken(kind: .sign(sign), place: start)
        }
        throw .parse("unexpected character: '\(first)'", at: start)
    }

    /// The longer ones first.
    private static let signs = [
        "=~", "!~", "!=", "==", ">=", "<=", "(", ")", "{", "}", "[", "]", ",", "=", "+", "-", "*", "/", "%", "^", "<",
        ">",
        ":", "@",
    ]

    private mutating func skipBlanks() {
        while let scalar = rest.first {
            if scalar == "#" {
                _ = takeWhile { $0 != "\n" }
            } else if scalar.properties.isWhitespace {
                advance()
            } else {
                return
            }
        }
    }

    /// `12`, `1.5e3`, `5m`, `1h30m`.
    private mutating func number(from start: PromQLPlace) throws(PromQLError) -> PromQLToken.Kind {
        var text = takeWhile { Self.isDigit($0) || $0 == "." }
        if let unit = rest.first, Self.units.contains(where: { $0.name.unicodeScalars.first == unit }) {
            return .duration(try duration(after: text, from: start))
        }
        if rest.first == "e" || rest.first == "E" {
            text += "e"
            advance()
            if let sign = rest.first, sign == "+" || sign == "-" {
                text.unicodeScalars.append(sign)
                advance()
            }
            text += takeWhile(Self.isDigit)
        }
        guard let number = Double(text), rest.first.map(Self.continuesName) != true else {
            throw .parse("bad number or duration syntax: \"\(text)\"", at: start)
        }
        return .number(number)
    }

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
        ("y", 31_536_000_000),
    ]

    private mutating func duration(after digits: String, from start: PromQLPlace) throws(PromQLError) -> Duration {
        var sum: Int64 = 0
        var digits = digits
        while true {
            let name = takeWhile { ("a"..."z").contains($0) }
            let unit = Self.units.first { $0.name == name }
            guard let unit, let count = Int64(digits) else {
                throw .parse("bad number or duration syntax: \"\(digits)\(name)\"", at: start)
            }
            let (part, isTooLong) = count.multipliedReportingOverflow(by: unit.milliseconds)
            let (total, isLonger) = sum.addingReportingOverflow(part)
            // A hundred years are more than any report has.
            guard !isTooLong, !isLonger, total <= 3_153_600_000_000 else {
                throw .parse("duration out of range", at: start)
            }
            sum = total
            guard rest.first.map(Self.isDigit) == true else { return .milliseconds(sum) }
            digits = takeWhile(Self.isDigit)
        }
    }

    private mutating func text(from start: PromQLPlace) throws(PromQLError) -> String {
        let quote = rest.first
        advance()
        var text = String.UnicodeScalarView()
        while let scalar = rest.first, scalar != quote {
            advance()
            guard scalar == "\\", quote != "`" else {
                text.append(scalar)
                continue
            }
            guard let escaped = rest.first else { break }
            advance()
            switch escaped {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            case "\\", "\"", "'": text.append(escaped)
            default: throw .parse("unknown escape sequence '\\\(escaped)' in a string", at: start)
            }
        }
        guard rest.first != nil else { throw .parse("unterminated quoted string", at: start) }
        advance()
        return String(text)
    }

    private mutating func takeWhile(_ fits: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = rest.first, fits(scalar) {
            text.append(scalar)
            advance()
        }
        return String(text)
    }

    private mutating func advance() {
        if rest.removeFirst() == "\n" {
            place.line += 1
            place.column = 1
        } else {
            place.column += 1
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }

    private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        beginsName(scalar) || isDigit(scalar)
    }
}
