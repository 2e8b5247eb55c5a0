/// Writes the sets of one key into a segment, and tells the dictionary where they are.
struct SetWriter {
    /// How many documents the segment has.
    let limit: Int
    private var coded: [UInt8] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// Writes sets.
    ///
    /// - Parameters:
    ///   - sets: The documents in order, by field; an empty one is not there.
    ///   - output: Takes the large ones.
    /// - Returns: What the dictionary keeps.
    mutating func write(_ sets: [[UInt32]], to output: SegmentOutput) throws -> [UInt8] {
        var info: [UInt8] = [0]
        for (field, documents) in sets.enumerated() where !documents.isEmpty {
            info[0] |= 1 << UInt8(field)
            info.append(number: documents.count)
            if documents.count <= SetCoding.inlineLimit {
                SetCoding.appendDifferences(documents, to: &info)
                continue
            }
            coded.removeAll(keepingCapacity: true)
            switch SetForm(count: documents.count, limit: limit) {
            case .differences: SetCoding.appendDifferences(documents, to: &coded)
            case .groups: SetCoding.appendGroups(documents, of: limit, to: &coded)
            case .bits:
                output.align()
                SetCoding.appendBits(documents, of: limit, to: &coded)
            }
            info.append(number: output.position)
            output.append(coded)
            try output.handOnIfLarge()
        }
        return info
    }
}
