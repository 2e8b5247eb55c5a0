import MeshCore

extension IntegerPicture {
    /// Writes a whole number.
    func format(_ number: Double) throws(JSONataError) -> String {
        let magnitude = number.magnitude
        let text: String
        switch form {
        case .letters: text = Numerals.letters(magnitude, first: letterCase == .upper ? "A" : "a")
        case .roman:
            // Beyond it would be little but the letter for a thousand.
            guard magnitude < 1e6 else { throw JSONataError("D1001", value: Number.json(number)) }
            let roman = Numerals.roman(Int(magnitude))
            text = letterCase == .upper ? roman.uppercased() : roman
        case .words:
            let words = NumberWords.words(magnitude, isOrdinal: isOrdinal)
            text =
                switch letterCase {
                case .upper: words.uppercased()
                case .lower: words.lowercased()
                case .title: words
                }
        case .decimal: text = decimal(magnitude)
        case .sequence(let picture): throw JSONataError("D3130", value: .string(picture))
        }
        return number < 0 ? "-" + text : text
    }

    private func decimal(_ number: Double) -> String {
        var digits = Array(Number.text(number).unicodeScalars)
        if digits.count < mandatoryDigits {
            digits = Array(repeating: "0", count: mandatoryDigits - digits.count) + digits
        }
        let suffix = isOrdinal ? Self.suffix(digits) : ""
        if zero != 0x30 {
            digits = digits.map { Unicode.Scalar($0.value + zero - 0x30) ?? $0 }
        }
        var parts = digits.map { String($0) }
        if let regularSeparator {
            var place = parts.count - regularSeparator.position
            while place > 0 {
                parts.insert(regularSeparator.text, at: place)
                place -= regularSeparator.position
            }
        } else {
            // From the right, so that none moves the digits before the others.
            for separator in separators where separator.position <= digits.count {
                parts.insert(separator.text, at: digits.count - separator.position)
            }
        }
        return parts.joined() + suffix
    }

    /// `st`, `nd`, `rd` or `th`.
    private static func suffix(_ digits: [Unicode.Scalar]) -> String {
        if digits.count > 1, digits[digits.count - 2] == "1" { return "th" }
        return switch digits.last {
        case "1": "st"
        case "2": "nd"
        case "3": "rd"
        default: "th"
        }
    }

    /// Reads what was written by this picture; not a number when it was not.
    func number(_ text: String) throws(JSONataError) -> Double {
        switch form {
        case .letters: return Numerals.number(ofLetters: text, first: letterCase == .upper ? "A" : "a")
        case .roman: return Numerals.number(ofRoman: letterCase == .upper ? text : text.uppercased())
        case .words: return NumberWords.number(text.lowercased())
        case .decimal: return digits(text)
        case .sequence(let picture): throw JSONataError("D3130", value: .string(picture))
        }
    }

    private func digits(_ text: String) -> Double {
        var scalars = Array(text.unicodeScalars)
        if isOrdinal { scalars.removeLast(min(2, scalars.count)) }
        let marks = regularSeparator == nil ? separators.map(\.text) : [","]
        scalars.removeAll { marks.contains(String($0)) }
        if zero != 0x30 {
            scalars = scalars.map { Unicode.Scalar($0.value &- zero &+ 0x30) ?? $0 }
        }
        return NumberText.leadingInteger(String(String.UnicodeScalarView(scalars)))
    }

    /// A regular expression for what ``number(_:)`` reads.
    func expression() throws(JSONataError) -> String {
        switch form {
        case .letters: return letterCase == .upper ? "[A-Z]+" : "[a-z]+"
        case .roman: return letterCase == .upper ? "[MDCLXVI]+" : "[mdclxvi]+"
        case .words: return "(?:" + (NumberWords.vocabulary + ["and", "[\\-, ]"]).joined(separator: "|") + ")+"
        case .decimal:
            let count = parseWidth.map { "{\($0)}" } ?? "+"
            return "[0-9]" + count + (isOrdinal ? "(?:th|st|nd|rd)" : "")
        case .sequence(let picture): throw JSONataError("D3130", value: .string(picture))
        }
    }
}
