/// Roman numerals, and letters as spreadsheets count columns.
enum Numerals {
    private static let romans: [(value: Int, text: String)] = [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]

    static func roman(_ number: Int) -> String {
        var rest = number
        var text = ""
        for roman in romans {
            while rest >= roman.value {
                text += roman.text
                rest -= roman.value
            }
        }
        return text
    }

    /// The value of upper-case numerals; not a number when a letter is none.
    static func number(ofRoman text: String) -> Double {
        var number = 0.0
        var highest = 1.0
        for letter in text.reversed() {
            guard let value = value(of: letter) else { return .nan }
            if value < highest {
                number -= value
            } else {
                highest = value
                number += value
            }
        }
        return number
    }

    private static func value(of letter: Character) -> Double? {
        switch letter {
        case "M": 1000
        case "D": 500
        case "C": 100
        case "L": 50
        case "X": 10
        case "V": 5
        case "I": 1
        default: nil
        }
    }

    /// a, b, … z, aa, ab, …
    static func letters(_ number: Double, first: Unicode.Scalar) -> String {
        var letters: [Unicode.Scalar] = []
        var rest = number
        while rest > 0, rest.isFinite {
            let offset = (rest - 1).truncatingRemainder(dividingBy: 26)
            letters.append(Unicode.Scalar(first.value + UInt32(offset)) ?? first)
            rest = ((rest - 1) / 26).rounded(.down)
        }
        return String(String.UnicodeScalarView(letters.reversed()))
    }

    static func number(ofLetters text: String, first: Unicode.Scalar) -> Double {
        text.unicodeScalars.reduce(0) { $0 * 26 + Double($1.value) - Double(first.value) + 1 }
    }
}
