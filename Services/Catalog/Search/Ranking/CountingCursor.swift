/// Walks along the values of one key in one segment and counts the documents of each.
struct CountingCursor {
    private let segment: Segment
    private let prefix: [UInt8]
    private let counts: [UInt32]?
    private let documents: DocumentBits
    private var cursor: KeyedSets.Cursor?

    /// - Parameters:
    ///   - prefix: What the key's values begin with.
    ///   - counts: The counts by place in the dictionary, if they are known.
    ///   - documents: Those that are counted.
    init(_ segment: Segment, prefix: [UInt8], counts: [UInt32]?, documents: DocumentBits) {
        self.segment = segment
        self.prefix = prefix
        self.counts = counts
        self.documents = documents
        cursor = segment.facets.cursor(from: prefix)
        endBehindKey()
    }

    /// The value it stands on, with the key before it; nil at the end.
    var key: [UInt8]? { cursor?.key }

    /// How many documents have the value.
    func count() -> Int {
        guard let cursor else { return 0 }
        if let counts { return Int(counts[cursor.ordinal]) }
        var count = 0
        segment.facets.forEachSet(of: cursor.entry) { _, set in count += set.countOfIntersection(documents) }
        return count
    }

    mutating func advance() {
        if cursor?.advance() == false { cursor = nil }
        endBehindKey()
    }

    private mutating func endBehindKey() {
        if let key = cursor?.key, !key.starts(with: prefix) { cursor = nil }
    }
}
