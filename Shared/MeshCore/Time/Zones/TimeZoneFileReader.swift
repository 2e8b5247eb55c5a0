/// Reads the parts of a time zone's file one after another (RFC 9636, section 3).
struct TimeZoneFileReader {
    struct Header {
        let utIndicatorCount: Int
        let standardIndicatorCount: Int
        let leapCount: Int
        let timeCount: Int
        let typeCount: Int
        let nameByteCount: Int

        func byteCount(timeSize: Int) -> Int {
            timeCount * (timeSize + 1) + typeCount * 6 + byteCountAfterTypes(timeSize: timeSize)
        }

        func byteCountAfterTypes(timeSize: Int) -> Int {
            nameByteCount + leapCount * (timeSize + 4) + standardIndicatorCount + utIndicatorCount
        }
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// `TZif`, a version of 2 or later, and six counts.
    mutating func header() -> Header? {
        guard position + 44 <= bytes.count, bytes[position..<(position + 4)].elementsEqual("TZif".utf8),
            bytes[position + 4] >= UInt8(ascii: "2")
        else { return nil }
        position += 20
        guard let counts = numbers(6, size: 4), counts.allSatisfy({ (0...Self.greatestCount).contains($0) }) else {
            return nil
        }
        return Header(
            utIndicatorCount: Int(counts[0]), standardIndicatorCount: Int(counts[1]), leapCount: Int(counts[2]),
            timeCount: Int(counts[3]), typeCount: Int(counts[4]), nameByteCount: Int(counts[5]))
    }

    mutating func skip(_ count: Int) -> Bool {
        guard position + count <= bytes.count else { return false }
        position += count
        return true
    }

    /// Big-endian numbers with a sign; of one byte without.
    mutating func numbers(_ count: Int, size: Int) -> [Int64]? {
        guard position + count * size <= bytes.count else { return nil }
        defer { position += count * size }
        return (0..<count).map { index in
            let start = position + index * size
            let magnitude = bytes[start..<(start + size)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return size == 4 ? Int64(Int32(truncatingIfNeeded: magnitude)) : Int64(truncatingIfNeeded: magnitude)
        }
    }

    /// The offsets of the local time types: four bytes each, then whether it is daylight saving time, and its name.
    mutating func offsets(_ count: Int) -> [Int64]? {
        var offsets: [Int64] = []
        for _ in 0..<count {
            guard let offset = numbers(1, size: 4), skip(2) else { return nil }
            offsets += offset
        }
        return offsets
    }

    /// The rule between the two line feeds at the end.
    func footer() -> String? {
        guard bytes.count >= position + 2, bytes[position] == 0x0A, bytes[bytes.count - 1] == 0x0A else { return nil }
        return String(decoding: bytes[(position + 1)..<(bytes.count - 1)], as: UTF8.self)
    }

    /// Far beyond what any zone has.
    private static let greatestCount: Int64 = 100_000
}
