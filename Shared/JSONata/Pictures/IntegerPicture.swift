import MeshCore

/// How a whole number is written, as a picture such as `#,##0`, `1;o`, `I` or `Ww` says (XPath and XQuery Functions and
/// Operators 3.1, section 4.6).
struct IntegerPicture: Sendable {
    enum Form: Sendable {
        case decimal
        case letters
        case roman
        case words
        /// A numbering that is not known, by the picture.
        case sequence(String)
    }

    enum LetterCase: Sendable {
        case upper
        case lower
        case title
    }

    /// A grouping separator, so many digits from the right.
    struct Separator: Sendable {
        var position: Int
        var text: String
    }

    var form = Form.decimal
    var letterCase = LetterCase.lower
    var isOrdinal = false
    var zero: UInt32 = 0x30
    var mandatoryDigits = 0
    var optionalDigits = 0
    var separators: [Separator] = []
    /// A separator that comes again after each so many digits.
    var regularSeparator: Separator?
    /// How many digits are read when another number follows without anything between.
    var parseWidth: Int?

    private static let cache = PictureCache<String, IntegerPicture>()

    /// A picture that may have been read before.
    static func of(_ picture: String) throws(JSONataError) -> IntegerPicture {
        try cache.picture(of: picture, length: picture.utf8.count) { () throws(JSONataError) in
            try IntegerPicture(picture)
        }
    }

    init(_ picture: String) throws(JSONataError) {
        var primary = picture[...]
        if let semicolon = picture.lastIndex(of: ";") {
            primary = picture[..<semicolon]
            isOrdinal = picture[picture.index(after: semicolon)...].first == "o"
        }
        switch primary {
        case "A": (form, letterCase) = (.letters, .upper)
        case "a": form = .letters
        case "I": (form, letterCase) = (.roman, .upper)
        case "i": form = .roman
        case "W": (form, letterCase) = (.words, .upper)
        case "Ww": (form, letterCase) = (.words, .title)
        case "w": form = .words
        default: try readDigits(primary)
        }
    }

    private mutating func readDigits(_ primary: Substring) throws(JSONataError) {
        var zero: UInt32?
        var position = 0
        var separators: [Separator] = []
        for scalar in primary.unicodeScalars.reversed() {
            if let group = Self.zeros.first(where: { ($0...$0 + 9).contains(scalar.value) }) {
                if let zero, zero != group { throw JSONataError("D3131") }
                zero = group
                mandatoryDigits += 1
                position += 1
            } else if scalar == "#" {
                optionalDigits += 1
                position += 1
            } else {
                separators.append(Separator(position: position, text: String(scalar)))
            }
        }
        guard let zero else {
            form = .sequence(String(primary))
            return
        }
        self.zero = zero
        if let distance = Self.regularDistance(separators) {
            regularSeparator = Separator(position: distance, text: separators[0].text)
        } else {
            self.separators = separators
        }
    }

    /// The distance of separators that are all the same and equally far from each other.
    private static func regularDistance(_ separators: [Separator]) -> Int? {
        guard let first = separators.first, separators.allSatisfy({ $0.text == first.text }) else { return nil }
        return commonDistance(separators.map(\.position))
    }

    /// The distance of which all positions are multiples, without one left out; nil when there is none.
    static func commonDistance(_ positions: [Int]) -> Int? {
        guard var distance = positions.first else { return nil }
        for position in positions.dropFirst() {
            var rest = position
            while rest != 0 { (distance, rest) = (rest, distance % rest) }
        }
        guard distance > 0, (1...positions.count).allSatisfy({ positions.contains($0 * distance) }) else { return nil }
        return distance
    }

    /// The zeros of the decimal digits of the world's scripts.
    private static let zeros: [UInt32] = [
        0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
        0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
        0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    ]
}
