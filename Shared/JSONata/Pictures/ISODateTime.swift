import MeshCore

/// Moments as ISO 8601 writes them, as far as JavaScript reads them (ECMA-262, section 21.4.1.32).
enum ISODateTime {
    /// The milliseconds since 1970; not a number when there is no such moment.
    static func milliseconds(of text: String) throws(JSONataError) -> Double {
        var scanner = Scanner(Array(text.utf8))
        guard let year = scanner.digits(4) else { throw malformed(text) }
        var month = 1
        var day = 1
        var hasMonth = false
        if scanner.takes("-", before: 0...1), let number = scanner.digits(2) {
            (month, hasMonth) = (number, true)
        }
        if hasMonth, scanner.takes("-", before: 0...3), let number = scanner.digits(2) { day = number }
        var time = 0
        var hasTime = false
        if scanner.takes("T", before: 0...2) {
            guard let hour = scanner.digits(2), scanner.takes(":", before: 0...5), let minute = scanner.digits(2),
                scanner.takes(":", before: 0...5), let second = scanner.digits(2)
            else { throw malformed(text) }
            guard hour < 24 || hour == 24 && minute == 0 && second == 0 else { return .nan }
            time = (hour * 3600 + minute * 60 + second) * 1000
            hasTime = true
        }
        if scanner.takes(".", before: 0...9) {
            let fraction = scanner.fraction()
            guard hasTime else { return .nan }
            time += fraction
        }
        guard let zone = scanner.zone(), scanner.isAtEnd else { throw malformed(text) }
        guard let date = CivilDate(year: year, month: month, day: day) else { return .nan }
        return Double(date.dayNumber * 86_400_000 + time - zone * 60_000)
    }

    private static func malformed(_ text: String) -> JSONataError {
        JSONataError("D3110", value: .string(text))
    }

    private struct Scanner {
        private let bytes: [UInt8]
        private var place = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        var isAtEnd: Bool { place == bytes.count }

        private func digit(at place: Int) -> Int? {
            guard place < bytes.count, (0x30...0x39).contains(bytes[place]) else { return nil }
            return Int(bytes[place]) - 0x30
        }

        /// Reads exactly so many digits.
        mutating func digits(_ count: Int) -> Int? {
            var number = 0
            for offset in 0..<count {
                guard let digit = digit(at: place + offset) else { return nil }
                number = number * 10 + digit
            }
            place += count
            return number
        }

        /// Takes a letter when a digit of a range stands behind it.
        mutating func takes(_ letter: Unicode.Scalar, before range: ClosedRange<Int>) -> Bool {
            guard place < bytes.count, UInt32(bytes[place]) == letter.value, let digit = digit(at: place + 1),
                range.contains(digit)
            else { return false }
            place += 1
            return true
        }

        /// Reads the digits of a fraction: milliseconds, and passes over what is finer.
        mutating func fraction() -> Int {
            var number = 0
            var count = 0
            while let digit = digit(at: place) {
                if count < 3 { number = number * 10 + digit }
                count += 1
                place += 1
            }
            for _ in count..<max(3, count) { number *= 10 }
            return number
        }

        /// Reads a zone in minutes: 0 for none.
        mutating func zone() -> Int? {
            guard place < bytes.count else { return 0 }
            let sign = bytes[place]
            place += 1
            switch sign {
            case UInt8(ascii: "Z"): return 0
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                guard let hours = digits(2), hours < 30 else { return nil }
                if place < bytes.count, bytes[place] == UInt8(ascii: ":") { place += 1 }
                guard let minutes = digits(2), minutes < 60 else { return nil }
                return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
            default: return nil
            }
        }
    }
}
