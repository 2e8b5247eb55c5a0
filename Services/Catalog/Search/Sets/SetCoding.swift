/// Writes sets of documents in their forms.
enum SetCoding {
    /// Sets of so few documents stand in the dictionary itself.
    static let inlineLimit = 2
    /// So many bits of a document stand in its group.
    static let groupBits = 16

    /// Appends the differences between the documents.
    static func appendDifferences(_ documents: [UInt32], to bytes: inout [UInt8]) {
        var previous: UInt32 = 0
        for document in documents {
            bytes.append(number: Int(document - previous))
            previous = document
        }
    }

    /// How many groups the documents of a segment have.
    static func groupCount(of limit: Int) -> Int {
        (limit + 1 << groupBits - 1) >> groupBits
    }

    /// Appends the set in groups.
    static func appendGroups(_ documents: [UInt32], of limit: Int, to bytes: inout [UInt8]) {
        var sizes = [Int](repeating: 0, count: groupCount(of: limit))
        for document in documents { sizes[Int(document >> groupBits)] += 1 }
        for size in sizes { bytes.append(word32: size) }
        for document in documents {
            bytes.append(UInt8(truncatingIfNeeded: document))
            bytes.append(UInt8(truncatingIfNeeded: document >> 8))
        }
    }

    /// Appends the set as bits.
    static func appendBits(_ documents: [UInt32], of limit: Int, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: (limit + 63) / 64 * 8))
        for document in documents { bytes[start + Int(document >> 3)] |= 1 << (document & 7) }
    }
}
