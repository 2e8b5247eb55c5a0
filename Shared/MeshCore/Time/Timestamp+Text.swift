extension Timestamp: LosslessStringConvertible {
    /// RFC 3339 in UTC with milliseconds. Years outside 0000…9999 are held at the ends of that range, which RFC 3339
    /// cannot leave.
    package var description: String {
        unsafe String(unsafeUninitializedCapacity: Self.textLength) { buffer in
            let held = min(max(milliseconds, Self.earliestText), Self.latestText)
            let days =
                held >= 0
                ? held / Self.millisecondsPerDay : (held - (Self.millisecondsPerDay - 1)) / Self.millisecondsPerDay
            let rest = Int(held - days * Self.millisecondsPerDay)
            let date = CivilDate(dayNumber: Int(days))
            unsafe Self.write(date.year, width: 4, at: 0, to: buffer, then: UInt8(ascii: "-"))
            unsafe Self.write(date.month, width: 2, at: 5, to: buffer, then: UInt8(ascii: "-"))
            unsafe Self.write(date.day, width: 2, at: 8, to: buffer, then: UInt8(ascii: "T"))
            unsafe Self.write(rest / 3_600_000, width: 2, at: 11, to: buffer, then: UInt8(ascii: ":"))
            unsafe Self.write(rest / 60_000 % 60, width: 2, at: 14, to: buffer, then: UInt8(ascii: ":"))
            unsafe Self.write(rest / 1000 % 60, width: 2, at: 17, to: buffer, then: UInt8(ascii: "."))
            unsafe Self.write(rest % 1000, width: 3, at: 20, to: buffer, then: UInt8(ascii: "Z"))
            return Self.textLength
        }
    }

    /// Takes RFC 3339 (section 5.6) with any offset and any number of fractional digits, cut to milliseconds; nil for
    /// all else. A leap second (`:60`) is taken as the last millisecond before the next minute.
    package init?(_ description: String) {
        self.init(utf8: description.utf8)
    }

    /// Takes the same as ``init(_:)`` from bytes, without a string.
    package init?(utf8: some Sequence<UInt8>) {
        var text = TimestampScanner(utf8)
        guard let date = text.date(), text.takesSeparator(), let time = text.millisecondsOfDay(),
            let offset = text.offsetMilliseconds(), text.isAtEnd
        else { return nil }
        milliseconds = Int64(date.dayNumber) * Self.millisecondsPerDay + time - offset
    }

    private static let textLength = 24
    private static let millisecondsPerDay: Int64 = 86_400_000
    /// 0000-01-01T00:00:00.000Z
    private static let earliestText: Int64 = -62_167_219_200_000
    /// 9999-12-31T23:59:59.999Z
    private static let latestText: Int64 = 253_402_300_799_999

    private static func write(
        _ number: Int, width: Int, at position: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, then separator: UInt8
    ) {
        var rest = number
        for offset in stride(from: width - 1, through: 0, by: -1) {
            unsafe buffer[position + offset] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        unsafe buffer[position + width] = separator
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date and time of RFC 3339")
        }
        self = moment
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
