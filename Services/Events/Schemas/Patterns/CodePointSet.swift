/// A set of characters: ranges, and properties of Unicode.
struct CodePointSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>] = []
    private(set) var properties: [UnicodeProperty] = []
    private(set) var isNegated = false
    /// The members among the first 64 and the next 64, as bits; most texts hold nothing else.
    private var lowFirst: UInt64 = 0
    private var lowSecond: UInt64 = 0

    init(_ ranges: [ClosedRange<UInt32>] = [], properties: [UnicodeProperty] = [], isNegated: Bool = false) {
        self.ranges = Self.merged(ranges)
        self.properties = properties
        self.isNegated = isNegated
        for value in UInt32(0)..<128 where looksUp(value) != isNegated {
            if value < 64 { lowFirst |= 1 << UInt64(value) } else { lowSecond |= 1 << UInt64(value - 64) }
        }
    }

    /// What is in one of these sets.
    init(union sets: [CodePointSet], isNegated: Bool) {
        // A negated set among them is a property of its own.
        self.init(
            sets.filter { !$0.isNegated }.flatMap(\.ranges),
            properties: sets.flatMap { $0.isNegated ? [.outside($0)] : $0.properties }, isNegated: isNegated)
    }

    @inline(__always)
    func contains(_ value: UInt32) -> Bool {
        if value < 64 { return lowFirst & 1 << UInt64(value) != 0 }
        if value < 128 { return lowSecond & 1 << UInt64(value - 64) != 0 }
        return looksUp(value) != isNegated
    }

    private func looksUp(_ value: UInt32) -> Bool {
        var (least, most) = (0, ranges.count)
        while least < most {
            let middle = (least + most) / 2
            if ranges[middle].upperBound < value { least = middle + 1 } else { most = middle }
        }
        if least < ranges.count, ranges[least].contains(value) { return true }
        guard !properties.isEmpty, let scalar = Unicode.Scalar(value) else { return false }
        return properties.contains { $0.holds(for: scalar) }
    }

    private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = merged.last, range.lowerBound <= last.upperBound else {
                merged.append(range)
                continue
            }
            merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        }
        return merged
    }

    static let digits = CodePointSet([0x30...0x39])
    static let words = CodePointSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// White space and line ends (ECMA-262, sections 12.2 and 12.3).
    static let spaces = CodePointSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    /// What the dot takes: everything but line ends.
    static let anything = CodePointSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)

    var negated: CodePointSet { CodePointSet(ranges, properties: properties, isNegated: !isNegated) }
}
