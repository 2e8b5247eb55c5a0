/// The parts of a product in which words are looked for, the most telling first.
enum SearchField: Int, CaseIterable, Sendable {
    case title, sku, tags, category, attributes, description

    /// All fields as a mask.
    static let all: UInt8 = 0b11_1111

    /// The fields up to this one, this one included, as a mask.
    var andBetter: UInt8 { UInt8(truncatingIfNeeded: 2 << rawValue &- 1) }
}
