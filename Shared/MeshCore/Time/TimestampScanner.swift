/// Reads the parts of RFC 3339's date-time (section 5.6) one after another.
struct TimestampScanner<Bytes: Sequence<UInt8>> {
    private var rest: Bytes.Iterator
    private var next: UInt8?

    init(_ bytes: Bytes) {
        rest = bytes.makeIterator()
        next = rest.next()
    }

    var isAtEnd: Bool { next == nil }

    /// `2026-11-21`
    mutating func date() -> CivilDate? {
        guard let year = number(digits: 4), takes("-"), let month = number(digits: 2), takes("-"),
            let day = number(digits: 2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// `T`, or what section 5.6 also allows for people: `t` and a space.
    mutating func takesSeparator() -> Bool {
        takes("T") || takes("t") || takes(" ")
    }

    /// `01:02:03.004`
    mutating func millisecondsOfDay() -> Int64? {
        guard let hour = number(digits: 2), hour < 24, takes(":"), let minute = number(digits: 2), minute < 60,
            takes(":"),
            let second = number(digits: 2), second <= 60
        else { return nil }
        var fraction = 0
        if takes(".") {
            guard let digits = fractionMilliseconds() else { return nil }
            fraction = digits
        }
        let isLeapSecond = second == 60
        let wholeSeconds = Int64(hour * 3600 + minute * 60 + (isLeapSecond ? 59 : second))
        return wholeSeconds * 1000 + Int64(isLeapSecond ? 999 : fraction)
    }

    /// `Z`, or `+01:00`
    mutating func offsetMilliseconds() -> Int64? {
        if takes("Z") || takes("z") { return 0 }
        let isNegative = takes("-")
        guard isNegative || takes("+"), let hour = number(digits: 2), hour < 24, takes(":"),
            let minute = number(digits: 2), minute < 60
        else { return nil }
        let offset = Int64(hour * 60 + minute) * 60_000
        return isNegative ? -offset : offset
    }

    private mutating func fractionMilliseconds() -> Int? {
        var milliseconds = 0
        var scale = 100
        var digitCount = 0
        while let digit = nextDigit() {
            milliseconds += digit * scale
            scale /= 10
            digitCount += 1
        }
        return digitCount == 0 ? nil : milliseconds
    }

    private mutating func number(digits: Int) -> Int? {
        var number = 0
        for _ in 0..<digits {
            guard let digit = nextDigit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    private mutating func nextDigit() -> Int? {
        guard let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        next = rest.next()
        return Int(byte - UInt8(ascii: "0"))
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        next = rest.next()
        return true
    }
}
