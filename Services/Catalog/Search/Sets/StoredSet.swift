/// A set of documents as it lies in a segment.
struct StoredSet {
    let view: ByteView
    let place: Int
    let count: Int
    /// How many documents the segment has.
    let limit: Int

    private var isDense: Bool { SetCoding.isDense(count, of: limit) }

    /// Adds the documents to a set.
    func unite(with bits: inout DocumentBits) {
        if isDense {
            return unsafe bits.withWords { words in
                for index in 0..<words.count { unsafe words[index] |= view.word64(place + index << 3) }
            }
        }
        var next = place
        var document = 0
        unsafe bits.withWords { words in
            for _ in 0..<count {
                document += view.number(&next)
                guard document < limit else { return }
                // Inside: the document is below the limit that the words were made for.
                unsafe words[document >> 6] |= 1 << UInt64(document & 63)
            }
        }
    }

    /// How many of the documents another set has.
    func countOfIntersection(_ bits: DocumentBits) -> Int {
        var found = 0
        if isDense {
            for (index, word) in bits.words.enumerated() {
                found &+= (word & view.word64(place + index << 3)).nonzeroBitCount
            }
            return found
        }
        var next = place
        var document = 0
        unsafe bits.words.withUnsafeBufferPointer { words in
            for _ in 0..<count {
                document += view.number(&next)
                guard document < limit else { return }
                // Inside: the document is below the limit that the words were made for.
                found &+= unsafe Int(truncatingIfNeeded: words[document >> 6] >> UInt64(document & 63) & 1)
            }
        }
        return found
    }

    /// Goes through the documents in order.
    func forEach(_ body: (UInt32) -> Void) {
        if isDense {
            for index in 0..<(limit + 63) / 64 {
                var word = view.word64(place + index << 3)
                while word != 0 {
                    body(UInt32(truncatingIfNeeded: index << 6 | word.trailingZeroBitCount))
                    word &= word &- 1
                }
            }
            return
        }
        var next = place
        var document = 0
        for _ in 0..<count {
            document += view.number(&next)
            guard document < limit else { return }
            body(UInt32(truncatingIfNeeded: document))
        }
    }
}
