/// A set of the documents of one segment, a bit for each: the sets that queries calculate with.
struct DocumentBits: Equatable {
    private(set) var words: [UInt64]
    /// How many documents the segment has.
    let limit: Int

    /// The empty set.
    init(limit: Int) {
        self.limit = limit
        words = [UInt64](repeating: 0, count: (limit + 63) / 64)
    }

    /// The set of all documents.
    init(allOf limit: Int) {
        self.limit = limit
        words = [UInt64](repeating: ~0, count: (limit + 63) / 64)
        if limit % 64 != 0 { words[words.count - 1] = 1 << UInt64(limit % 64) &- 1 }
    }

    var count: Int {
        words.reduce(0) { $0 &+ $1.nonzeroBitCount }
    }

    var isEmpty: Bool {
        words.allSatisfy { $0 == 0 }
    }

    func contains(_ document: Int) -> Bool {
        words[document >> 6] >> UInt64(document & 63) & 1 == 1
    }

    /// Adds a document; one beyond the segment is none.
    mutating func insert(_ document: Int) {
        guard document < limit else { return }
        words[document >> 6] |= 1 << UInt64(document & 63)
    }

    mutating func remove(_ document: Int) {
        words[document >> 6] &= ~(1 << UInt64(document & 63))
    }

    mutating func formUnion(_ other: DocumentBits) {
        combine(other) { $0 | $1 }
    }

    mutating func formIntersection(_ other: DocumentBits) {
        combine(other) { $0 & $1 }
    }

    mutating func subtract(_ other: DocumentBits) {
        combine(other) { $0 & ~$1 }
    }

    func intersection(_ other: DocumentBits) -> DocumentBits {
        var result = self
        result.formIntersection(other)
        return result
    }

    func subtracting(_ other: DocumentBits) -> DocumentBits {
        var result = self
        result.subtract(other)
        return result
    }

    /// How many documents both sets have.
    func countOfIntersection(_ other: DocumentBits) -> Int {
        var count = 0
        unsafe words.withUnsafeBufferPointer { left in
            unsafe other.words.withUnsafeBufferPointer { right in
                // Both are of one segment, hence of one length.
                for place in 0..<min(left.count, right.count) {
                    count &+= unsafe (left[place] & right[place]).nonzeroBitCount
                }
            }
        }
        return count
    }

    /// Goes through the documents, the oldest first.
    func forEach(_ body: (Int) -> Void) {
        for (place, word) in words.enumerated() where word != 0 {
            var word = word
            while word != 0 {
                body(place << 6 | word.trailingZeroBitCount)
                word &= word &- 1
            }
        }
    }

    /// The newest documents, the newest first.
    func newest(_ count: Int) -> [Int] {
        var found: [Int] = []
        guard count > 0 else { return found }
        for place in words.indices.reversed() where words[place] != 0 {
            var word = words[place]
            while word != 0 {
                let bit = 63 - word.leadingZeroBitCount
                found.append(place << 6 | bit)
                if found.count == count { return found }
                word &= ~(1 << UInt64(bit))
            }
        }
        return found
    }

    /// Changes the words in place, for those who read sets out of a segment.
    mutating func withWords<Result>(_ body: (UnsafeMutableBufferPointer<UInt64>) -> Result) -> Result {
        unsafe words.withUnsafeMutableBufferPointer { buffer in unsafe body(buffer) }
    }

    @inline(__always)
    private mutating func combine(_ other: DocumentBits, _ operation: (UInt64, UInt64) -> UInt64) {
        unsafe words.withUnsafeMutableBufferPointer { left in
            unsafe other.words.withUnsafeBufferPointer { right in
                // Both are of one segment, hence of one length.
                for place in 0..<min(left.count, right.count) {
                    unsafe left[place] = operation(left[place], right[place])
                }
            }
        }
    }
}
