import FoundationEssentials

/// JSON for people and for jq.
enum JSONText {
    /// Indented, members in alphabetical order.
    ///
    /// - Throws: What encoding throws.
    static func pretty(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
