/// A set of documents as it lies in a segment.
struct StoredSet {
    let view: ByteView
    let place: Int
    let count: Int
    /// How many documents the segment has.
    let limit: Int

    /// Adds the documents to a set.
    func unite(with bits: inout DocumentBits) {
        unsafe bits.withWords { words in
            switch SetForm(count: count, limit: limit) {
            case .bits:
                view.forEachWord64(at: place, count: words.count) { index, word in unsafe words[index] |= word }
            case .groups:
                // Inside, here and below: the document is less than the limit that the words were made for.
                forEachGrouped { document in unsafe words[document >> 6] |= 1 << UInt64(document & 63) }
            case .differences:
                forEachDifference { document in unsafe words[document >> 6] |= 1 << UInt64(document & 63) }
            }
        }
    }

    /// How many of the documents another set has.
    func countOfIntersection(_ bits: DocumentBits) -> Int {
        var found = 0
        unsafe bits.words.withUnsafeBufferPointer { words in
            switch SetForm(count: count, limit: limit) {
            case .bits:
                view.forEachWord64(at: place, count: words.count) { index, word in
                    found &+= unsafe (words[index] & word).nonzeroBitCount
                }
            case .groups:
                // Inside, here and below: the document is less than the limit that the words were made for.
                forEachGrouped { document in
                    found &+= unsafe Int(truncatingIfNeeded: words[document >> 6] >> UInt64(document & 63) & 1)
                }
            case .differences:
                forEachDifference { document in
                    found &+= unsafe Int(truncatingIfNeeded: words[document >> 6] >> UInt64(document & 63) & 1)
                }
            }
        }
        return found
    }

    /// Goes through the documents in order.
    func forEach(_ body: (UInt32) -> Void) {
        switch SetForm(count: count, limit: limit) {
        case .bits:
            view.forEachWord64(at: place, count: (limit + 63) / 64) { index, word in
                var word = word
                while word != 0 {
                    body(UInt32(truncatingIfNeeded: index << 6 | word.trailingZeroBitCount))
                    word &= word &- 1
                }
            }
        case .groups: forEachGrouped { body(UInt32(truncatingIfNeeded: $0)) }
        case .differences: forEachDifference { body(UInt32(truncatingIfNeeded: $0)) }
        }
    }

    @inline(__always)
    private func forEachGrouped(_ body: (_ document: Int) -> Void) {
        let groups = SetCoding.groupCount(of: limit)
        var next = place + groups * 4
        for group in 0..<groups {
            let size = min(view.word32(place + group * 4), 1 << SetCoding.groupBits)
            let first = group << SetCoding.groupBits
            view.forEachWord16(at: next, count: size) { low in
                let document = first | low
                if document < limit { body(document) }
            }
            next += size * 2
        }
    }

    @inline(__always)
    private func forEachDifference(_ body: (_ document: Int) -> Void) {
        var next = place
        var document = 0
        for _ in 0..<count {
            document += view.number(&next)
            guard document < limit else { return }
            body(document)
        }
    }
}
