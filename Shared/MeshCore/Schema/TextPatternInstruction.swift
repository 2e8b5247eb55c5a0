/// One step of a compiled ``TextPattern``.
enum TextPatternInstruction: Sendable {
    /// Takes one character of a set and goes on to the next step.
    case character(ScalarSet)
    /// Goes on at two places.
    case split(Int, Int)
    /// Goes on at one place.
    case jump(Int)
    /// Goes on only at the start of the text.
    case start
    /// Goes on only at the end of the text.
    case end
    /// The pattern has been found.
    case match

    /// The same step in a program moved by an offset.
    func moved(by offset: Int) -> TextPatternInstruction {
        switch self {
        case .split(let first, let second): .split(first + offset, second + offset)
        case .jump(let target): .jump(target + offset)
        case .character, .start, .end, .match: self
        }
    }
}

/// The characters that a step takes.
struct ScalarSet: Sendable {
    var ranges: [ClosedRange<UInt32>]
    var isNegated = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } != isNegated
    }

    static let digits = ScalarSet(ranges: [0x30...0x39])
    static let words = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let spaces = ScalarSet(ranges: [0x09...0x0D, 0x20...0x20, 0xA0...0xA0])
    static let anything = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D], isNegated: true)

    static func only(_ scalar: Unicode.Scalar) -> ScalarSet {
        ScalarSet(ranges: [scalar.value...scalar.value])
    }
}
