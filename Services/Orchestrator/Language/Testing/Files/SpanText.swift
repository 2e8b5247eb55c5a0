/// A span of time as people write it, and as reports do: `365 d 3 min`, `90s`, `1.5 h`.
enum SpanText {
    private static let units: [(name: String, seconds: Double)] = [
        ("ms", 0.001), ("s", 1), ("min", 60), ("h", 3600), ("d", 86_400),
    ]

    /// Some thirty thousand years: far from where numbers end.
    private static let longest = 1e12

    /// What tells people how to write one.
    static let example = "a number of seconds, or a text such as \"90 s\", \"2 h 30 min\" or \"365 d\""

    /// Its length; nil when it is none.
    static func duration(_ text: String) -> Duration? {
        var rest = text[...]
        var seconds = 0.0
        repeat {
            rest = rest.drop { $0 == " " }
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count).drop { $0 == " " }
            let name = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let count = Double(digits), let unit = units.first(where: { $0.name == name }) else { return nil }
            seconds += count * unit.seconds
        } while rest.contains { $0 != " " }
        return duration(seconds: seconds)
    }

    /// A length in seconds; nil for what is negative or longer than anybody waits.
    static func duration(seconds: Double) -> Duration? {
        (0...longest).contains(seconds) ? .seconds(seconds) : nil
    }
}
