import Glibc

/// Whole numbers in English words.
enum NumberWords {
    private static let few = [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ]
    private static let fewOrdinals = [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
        "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth",
        "Nineteenth",
    ]
    private static let decades = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
    private static let magnitudes = ["Thousand", "Million", "Billion", "Trillion"]

    static func words(_ number: Double, isOrdinal: Bool) -> String {
        words(number, follows: false, isOrdinal)
    }

    private static func words(_ number: Double, follows: Bool, _ isOrdinal: Bool) -> String {
        if number < 20 {
            return (follows ? " and " : "") + (isOrdinal ? fewOrdinals : few)[Int(number)]
        }
        if number < 100 { return (follows ? " and " : "") + decadeWords(Int(number), isOrdinal) }
        let unit: Double
        let name: String
        if number < 1000 {
            (unit, name) = (100, "Hundred")
        } else {
            let magnitude = min(max(Int((log10(number) / 3).rounded(.down)), 1), magnitudes.count)
            (unit, name) = (pow(10, Double(magnitude * 3)), magnitudes[magnitude - 1])
        }
        let count = (number / unit).rounded(.down)
        let rest = number - count * unit
        let start = (follows ? ", " : "") + words(count, follows: false, false) + " " + name
        if rest > 0 { return start + words(rest, follows: true, isOrdinal) }
        return isOrdinal ? start + "th" : start
    }

    private static func decadeWords(_ number: Int, _ isOrdinal: Bool) -> String {
        let decade = decades[number / 10 - 2]
        if number % 10 > 0 { return decade + "-" + (isOrdinal ? fewOrdinals : few)[number % 10] }
        return isOrdinal ? decade.dropLast() + "ieth" : decade
    }

    private static let values: [String: Double] = {
        var values: [String: Double] = ["hundred": 100, "hundredth": 100]
        for (value, word) in few.enumerated() { values[word.lowercased()] = Double(value) }
        for (value, word) in fewOrdinals.enumerated() { values[word.lowercased()] = Double(value) }
        for (index, word) in decades.enumerated() {
            values[word.lowercased()] = Double(index + 2) * 10
            values[word.lowercased().dropLast() + "ieth"] = Double(index + 2) * 10
        }
        for (index, word) in magnitudes.enumerated() {
            values[word.lowercased()] = pow(10, Double(index + 1) * 3)
            values[word.lowercased() + "th"] = pow(10, Double(index + 1) * 3)
        }
        return values
    }()

    /// All words, the longer ones first, so that no word hides one that it begins.
    static let vocabulary = values.keys.sorted { ($0.count, $1) > ($1.count, $0) }

    /// The value of words in lower case; not a number when one is unknown.
    static func number(_ text: String) -> Double {
        var segments = [0.0]
        for word in words(of: text) {
            guard let value = values[word] else { return .nan }
            if value < 100 {
                var top = segments.removeLast()
                if top >= 1000 {
                    segments.append(top)
                    top = 0
                }
                segments.append(top + value)
            } else {
                segments.append(segments.removeLast() * value)
            }
        }
        return segments.reduce(0, +)
    }

    private static func words(of text: String) -> [String] {
        // "one hundred and two", "one thousand, two", "twenty-one".
        let parts = text.split(omittingEmptySubsequences: true) { $0.isWhitespace || $0 == "-" || $0 == "," }
        return parts.filter { $0 != "and" }.map { String($0) }
    }
}
