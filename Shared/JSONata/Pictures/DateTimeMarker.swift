import MeshCore

/// What stands in brackets in a ``DateTimePicture``: a component, and how it is written.
struct DateTimeMarker: Sendable {
    enum Names: Sendable {
        case upper
        case lower
        case title
    }

    let component: Character
    /// Whether it is written as a name.
    private(set) var names: Names?
    var integer: IntegerPicture?
    private(set) var mostWidth: Int?
    /// For years: how many of the last digits are written; nil for all.
    private(set) var yearDigits: Int?
    /// Whether UTC is written as Z.
    private(set) var isZuluAllowed = false

    private static let presentations: [Character: String] = [
        "Y": "1", "M": "1", "D": "1", "d": "1", "F": "n", "W": "1", "w": "1", "X": "1", "x": "1", "H": "1", "h": "1",
        "P": "n", "m": "01", "s": "01", "f": "1", "Z": "01:01", "z": "01:01", "C": "n", "E": "n",
    ]
    private static let numbers: Set<Character> = ["Y", "M", "D", "d", "F", "W", "w", "X", "x", "H", "h", "m", "s", "f"]
    /// Beyond any width that makes sense.
    private static let widthLimit = 1000

    /// Whether it is a number by itself, and no zone.
    var isNumber: Bool { integer != nil && Self.numbers.contains(component) }

    /// - Parameter text: What stands between the brackets, without spaces.
    init(_ text: String) throws(JSONataError) {
        component = text.first ?? " "
        var presentation = String(text.dropFirst())
        var leastWidth: Int?
        if let comma = text.lastIndex(of: ",") {
            let widths = text[text.index(after: comma)...].split(
                separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            leastWidth = Self.width(widths[0])
            if widths.count > 1 { mostWidth = Self.width(widths[1]) }
            presentation = String(text[..<comma].dropFirst())
        }
        if presentation.isEmpty {
            guard let standard = Self.presentations[component] else { throw unknown }
            presentation = standard
        }
        var modifier = ""
        if presentation.count > 1, let last = presentation.last, "atco".contains(last) {
            modifier = String(last)
            presentation.removeLast()
            isZuluAllowed = last == "t"
        }
        if presentation.first == "n" {
            names = .lower
        } else if presentation.first == "N" {
            names = presentation.dropFirst().first == "n" ? .title : .upper
        } else if Self.numbers.contains(component) {
            try readNumber(modifier.isEmpty ? presentation : presentation + ";" + modifier, leastWidth)
        }
        if component == "Z" || component == "z" { integer = try IntegerPicture(presentation) }
    }

    private var unknown: JSONataError { JSONataError("D3132", value: .string(String(component))) }

    private static func width(_ text: Substring) -> Int? {
        let number = NumberText.leadingInteger(String(text))
        return number.isNaN ? nil : Int(min(max(number, 0), Double(widthLimit)))
    }

    private mutating func readNumber(_ picture: String, _ leastWidth: Int?) throws(JSONataError) {
        var integer = try IntegerPicture(picture)
        if let leastWidth { integer.mandatoryDigits = max(integer.mandatoryDigits, leastWidth) }
        if component == "Y" {
            if let mostWidth {
                yearDigits = mostWidth
                integer.mandatoryDigits = mostWidth
            } else if integer.mandatoryDigits + integer.optionalDigits >= 2 {
                yearDigits = integer.mandatoryDigits + integer.optionalDigits
            }
        }
        self.integer = integer
    }
}
