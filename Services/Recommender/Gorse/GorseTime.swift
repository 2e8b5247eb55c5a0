import MeshCore

/// Times as Gorse takes and tells them.
enum GorseTime {
    /// What Gorse tells of a time that is not known.
    private static let unknown = "0001-01-01T00:00:00Z"

    /// A date, or a time with or without a zone (then of UTC), with a `T` or a blank between; nil for all else.
    static func read(_ text: String) -> Timestamp? {
        var words = text.trimmingPrefix { $0 == " " }.description.replacing(" ", with: "T", maxReplacements: 1)
        if words.utf8.count == 10 { words += "T00:00:00" }
        return Timestamp(words) ?? Timestamp(words + "Z")
    }

    /// RFC 3339 in UTC, with milliseconds where there are any.
    static func write(_ time: Timestamp?) -> String {
        guard let time else { return unknown }
        let text = time.description
        return text.hasSuffix(".000Z") ? "\(text.dropLast(5))Z" : text
    }

    /// Go's durations in whole units (`10m`, `1h30m`, `500ms`); nil for all else.
    static func duration(_ text: String) -> Duration? {
        var sum = Duration.zero
        var rest = Substring(text)
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int64(digits), count < 1_000_000_000 else { return nil }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            switch unit {
            case "ms": sum += .milliseconds(count)
            case "s": sum += .seconds(count)
            case "m": sum += .seconds(60 * count)
            case "h": sum += .seconds(3600 * count)
            default: return nil
            }
            rest = rest.dropFirst(unit.count)
        }
        return sum
    }
}
