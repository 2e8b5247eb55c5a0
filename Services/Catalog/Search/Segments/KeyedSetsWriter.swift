/// Writes a sorted dictionary whose keys have sets of documents, one for each field: blocks of sixteen keys, of which
/// the first stands in full and each other shares its beginning with the one before.
struct KeyedSetsWriter {
    static let blockSize = 16

    private var bytes: [UInt8] = []
    private var blocks: [UInt8] = []
    private var previous: [UInt8] = []
    private(set) var count = 0

    /// Adds the next key.
    ///
    /// - Parameters:
    ///   - key: Greater than all before.
    ///   - info: Where its sets are, as ``SetWriter`` tells it.
    mutating func append(_ key: [UInt8], info: [UInt8]) {
        var shared = 0
        if count % Self.blockSize == 0 {
            blocks.append(word32: bytes.count)
        } else {
            let limit = min(key.count, previous.count)
            while shared < limit, key[shared] == previous[shared] { shared += 1 }
        }
        bytes.append(number: shared)
        bytes.append(number: key.count - shared)
        bytes += key[shared...]
        bytes.append(number: info.count)
        bytes += info
        previous = key
        count += 1
    }

    /// Writes the dictionary.
    ///
    /// - Returns: Where it begins.
    func finish(_ output: SegmentOutput) throws -> Int {
        output.align()
        let start = output.position
        output.append(word32: count)
        output.append(word32: bytes.count)
        output.append(blocks)
        output.append(bytes)
        try output.handOnIfLarge()
        return start
    }
}
