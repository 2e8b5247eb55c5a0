/// Goes through the characters of a path or a filter.
///
/// It sees Unicode scalars, as a quote with an accent behind it still is a quote.
struct PathScanner {
    private let scalars: [Unicode.Scalar]
    private(set) var position = 0

    init(_ text: some StringProtocol) {
        scalars = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool { position >= scalars.count }

    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// Steps over scalars, at most to the end.
    mutating func advance(by count: Int = 1) {
        position = min(position + count, scalars.count)
    }

    /// Steps over a scalar if it is the next one.
    mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    /// Steps over a word if it stands here.
    mutating func takes(_ word: String) -> Bool {
        let wanted = Array(word.unicodeScalars)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    mutating func skipSpace() {
        while let scalar = next, Self.isSpace(scalar) { position += 1 }
    }

    /// Takes scalars as long as they are wanted.
    mutating func takeWhile(_ isWanted: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while let scalar = next, isWanted(scalar) { position += 1 }
        return text(from: start)
    }

    /// What was read from a position up to here.
    func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<position])
        return String(text)
    }

    /// Reads a string in quotes, with escapes as in JSON besides `\'`; nil when it does not end.
    mutating func quoted() -> String? {
        guard let quote = next else { return nil }
        advance()
        var text = String.UnicodeScalarView()
        while let scalar = next {
            advance()
            if scalar == quote { return String(text) }
            guard scalar == "\\" else {
                text.append(scalar)
                continue
            }
            guard let escaped = escape() else { return nil }
            text.append(escaped)
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard let letter = next else { return nil }
        advance()
        switch letter {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u":
            let start = position
            advance(by: 4)
            guard position - start == 4 else { return nil }
            return UInt32(text(from: start), radix: 16).flatMap(Unicode.Scalar.init)
        default: return letter
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
}
