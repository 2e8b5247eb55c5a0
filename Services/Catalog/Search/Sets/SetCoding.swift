/// How a set of documents lies in a segment: two or fewer beside their word, more as differences of seven bits a
/// byte, and dense ones as bits, because those are united a word at a time.
enum SetCoding {
    /// Sets of so few documents stand in the dictionary itself.
    static let inlineLimit = 2

    /// Whether a set lies as bits. At one document of 48 that takes six times the bytes of the differences, and is read
    /// several times faster.
    static func isDense(_ count: Int, of limit: Int) -> Bool {
        count > 64 && count * 48 > limit
    }

    /// Appends the differences between the documents.
    static func appendDifferences(_ documents: [UInt32], to bytes: inout [UInt8]) {
        var previous: UInt32 = 0
        for document in documents {
            bytes.append(number: Int(document - previous))
            previous = document
        }
    }

    /// Appends the set as bits.
    static func appendBits(_ documents: [UInt32], of limit: Int, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: (limit + 63) / 64 * 8))
        for document in documents { bytes[start + Int(document >> 3)] |= 1 << (document & 7) }
    }
}
