import MeshCore

/// Reads the parts of an ISO 8601 date and time one after another.
struct OffsetDateTimeScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func takes(_ scalar: Unicode.Scalar, or other: Unicode.Scalar? = nil) -> Bool {
        guard index < bytes.count else { return false }
        let byte = Unicode.Scalar(bytes[index])
        guard byte == scalar || byte == other else { return false }
        index += 1
        return true
    }

    /// `2026-11-21`
    mutating func day() -> CivilDate? {
        guard let year = number(digits: 4), takes("-"), let month = number(digits: 2), takes("-"),
            let day = number(digits: 2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// `01:02:03`, or without seconds
    mutating func secondsOfDay() -> Int64? {
        guard let hour = number(digits: 2), hour < 24, takes(":"), let minute = number(digits: 2), minute < 60 else {
            return nil
        }
        guard takes(":") else { return Int64(hour * 3600 + minute * 60) }
        guard let second = number(digits: 2), second < 60 else { return nil }
        return Int64(hour * 3600 + minute * 60 + second)
    }

    /// `.123456789`, or nothing
    mutating func nanoseconds() -> Int64? {
        guard takes(".") else { return 0 }
        var nanoseconds: Int64 = 0
        var scale: Int64 = 100_000_000
        var count = 0
        while let digit = digit(), count < 9 {
            nanoseconds += Int64(digit) * scale
            scale /= 10
            count += 1
            index += 1
        }
        return count == 0 ? nil : nanoseconds
    }

    /// `Z`, `+01:00`, `-01:00:30`
    mutating func offsetSeconds() -> Int64? {
        if takes("Z", or: "z") { return 0 }
        let isNegative = takes("-")
        guard isNegative || takes("+"), let hour = number(digits: 2), hour <= 18, takes(":"),
            let minute = number(digits: 2), minute < 60
        else { return nil }
        var offset = Int64(hour * 3600 + minute * 60)
        if takes(":") {
            guard let second = number(digits: 2), second < 60 else { return nil }
            offset += Int64(second)
        }
        return isNegative ? -offset : offset
    }

    private func digit() -> Int? {
        guard index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else { return nil }
        return Int(bytes[index] - UInt8(ascii: "0"))
    }

    private mutating func number(digits count: Int) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
            index += 1
        }
        return number
    }
}
