/// A set of UTF-16 units, as `[a-z\d]` writes it.
struct PatternSet: Hashable, Sendable {
    /// Without gaps in their order, and none touches another.
    private(set) var ranges: [ClosedRange<UInt16>]
    /// The first 128 units as bits.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ ranges: [ClosedRange<UInt16>]) {
        var joined: [ClosedRange<UInt16>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, Int(range.lowerBound) <= Int(last.upperBound) + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        self.ranges = joined
        for unit in UInt16(0)..<128 where joined.contains(where: { $0.contains(unit) }) {
            if unit < 64 { low |= 1 << UInt64(unit) } else { high |= 1 << UInt64(unit - 64) }
        }
    }

    @inline(__always)
    func contains(_ unit: UInt16) -> Bool {
        if unit < 64 { return low >> UInt64(unit) & 1 == 1 }
        if unit < 128 { return high >> UInt64(unit - 64) & 1 == 1 }
        return ranges.contains { $0.contains(unit) }
    }

    /// Everything else.
    var inverted: PatternSet {
        var gaps: [ClosedRange<UInt16>] = []
        var next = 0
        for range in ranges {
            if Int(range.lowerBound) > next { gaps.append(UInt16(next)...range.lowerBound - 1) }
            next = Int(range.upperBound) + 1
        }
        if next <= 0xFFFF { gaps.append(UInt16(next)...0xFFFF) }
        return PatternSet(gaps)
    }

    /// With the other cases of its units.
    var ignoringCase: PatternSet {
        // What has cases lies in few places; the rest of a wide range is as it is.
        var added = ranges
        for range in ranges {
            for unit in range where unit < 0x0590 || (0x10A0...0x1FFF).contains(unit) || unit >= 0x2C00 && unit < 0x2E00
            {
                for other in PatternCase.variants(of: unit) { added.append(other...other) }
            }
        }
        return PatternSet(added)
    }

    static let digits = PatternSet([0x30...0x39])
    static let wordUnits = PatternSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let spaces = PatternSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    static let lineEnds = PatternSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])
}
