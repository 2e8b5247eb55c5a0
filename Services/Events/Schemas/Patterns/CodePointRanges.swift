/// Ranges of characters, read from a compact text: `41-5A 61-7A AA`.
struct CodePointRanges: Hashable, Sendable {
    private let ranges: [ClosedRange<UInt32>]

    /// - Parameter text: Ranges in hexadecimal digits, in their order, apart by spaces.
    init(_ text: String) {
        ranges = text.split(separator: " ").map { range in
            let bounds = range.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            guard let first = bounds.first, let last = bounds.last else {
                preconditionFailure("a table of characters is malformed at \(range)")
            }
            return first...last
        }
    }

    func contains(_ value: UInt32) -> Bool {
        var (least, most) = (0, ranges.count)
        while least < most {
            let middle = (least + most) / 2
            if ranges[middle].upperBound < value { least = middle + 1 } else { most = middle }
        }
        return least < ranges.count && ranges[least].contains(value)
    }
}
