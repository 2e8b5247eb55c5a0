/// A sorted dictionary in a segment whose keys have sets of documents, one for each field.
struct KeyedSets {
    /// Where a key's sets are.
    struct Entry: Equatable {
        /// The key's place in the order.
        let ordinal: Int
        fileprivate let info: Int
    }

    let view: ByteView
    /// How many documents the segment has.
    let limit: Int
    let count: Int
    private let blocks: Int
    private let bytes: Int

    /// - Parameters:
    ///   - view: The segment.
    ///   - start: Where the dictionary begins.
    ///   - limit: How many documents the segment has.
    init(_ view: ByteView, at start: Int, limit: Int) {
        self.view = view
        self.limit = limit
        count = view.word32(start)
        blocks = start + 8
        bytes = blocks + (count + KeyedSetsWriter.blockSize - 1) / KeyedSetsWriter.blockSize * 4
    }

    /// Walks along the keys.
    struct Cursor {
        fileprivate let sets: KeyedSets
        /// The key's place in the order; the count when there are no more.
        private(set) var ordinal: Int
        private(set) var key: [UInt8] = []
        /// How many bytes the key shares with the one before; 0 at the beginning of a block.
        private(set) var shared = 0
        private var place: Int
        fileprivate var info = 0
        private var next: Int

        /// Stands before the first key of a block.
        fileprivate init(_ sets: KeyedSets, block: Int) {
            self.sets = sets
            ordinal = block * KeyedSetsWriter.blockSize - 1
            place = sets.bytes + sets.view.word32(sets.blocks + block * 4)
            next = place
            if block * KeyedSetsWriter.blockSize >= sets.count { ordinal = max(ordinal, sets.count - 1) }
            key.reserveCapacity(WordScanner.wordLimit + 8)
        }

        var isAtBlockStart: Bool { ordinal % KeyedSetsWriter.blockSize == 0 }
        var entry: Entry { Entry(ordinal: ordinal, info: info) }

        /// Moves past the keys of this block that share so many bytes with this one, to the next key of the block or the
        /// first of the next block; false when there is none.
        mutating func advance(pastShared length: Int) -> Bool {
            while (ordinal + 1) % KeyedSetsWriter.blockSize != 0, ordinal + 1 < sets.count {
                var place = next
                // What is passed over shares the bytes that the next key may share, so the key need not follow.
                guard sets.view.number(&place) >= length else { break }
                place += sets.view.number(&place)
                place += sets.view.number(&place)
                next = place
                ordinal += 1
            }
            return advance()
        }

        /// Moves to the next key; false when there is none.
        mutating func advance() -> Bool {
            ordinal += 1
            guard ordinal < sets.count else {
                ordinal = sets.count
                return false
            }
            var place = next
            shared = min(sets.view.number(&place), key.count)
            let length = sets.view.number(&place)
            key.removeLast(key.count - shared)
            sets.view.append(place..<place + length, to: &key)
            place += length
            let infoLength = sets.view.number(&place)
            info = place
            next = place + infoLength
            return true
        }
    }

    /// A cursor before the first key.
    func cursor() -> Cursor { Cursor(self, block: 0) }

    /// A cursor on the first key that is not less than a key, if there is one.
    func cursor(from key: [UInt8]) -> Cursor? {
        var (low, high) = (0, (count + KeyedSetsWriter.blockSize - 1) / KeyedSetsWriter.blockSize)
        // The last block that begins with the key or before it.
        while high - low > 1 {
            let middle = (low + high) / 2
            if compareFirstKey(of: middle, with: key) <= 0 { low = middle } else { high = middle }
        }
        var cursor = Cursor(self, block: low)
        while cursor.advance() {
            if !cursor.key.lexicographicallyPrecedes(key) { return cursor }
        }
        return nil
    }

    /// The entry of a key.
    func find(_ key: [UInt8]) -> Entry? {
        guard let cursor = cursor(from: key), cursor.key == key else { return nil }
        return cursor.entry
    }

    /// Goes through the keys with a beginning.
    func forEach(withPrefix prefix: [UInt8], _ body: (_ key: [UInt8], Entry) -> Void) {
        guard var cursor = cursor(from: prefix) else { return }
        while cursor.key.starts(with: prefix) {
            body(cursor.key, cursor.entry)
            guard cursor.advance() else { return }
        }
    }

    /// Goes through the sets of an entry.
    ///
    /// - Parameters:
    ///   - fields: Which fields' sets, as a mask.
    @inline(__always)
    func forEachSet(of entry: Entry, fields: UInt8 = SearchField.all, _ body: (_ field: Int, StoredSet) -> Void) {
        var place = entry.info
        var mask = view.byte(place)
        place += 1
        while mask != 0 {
            let field = mask.trailingZeroBitCount
            mask &= mask &- 1
            let count = min(view.number(&place), limit)
            var start = place
            if count <= SetCoding.inlineLimit {
                for _ in 0..<count { _ = view.number(&place) }
            } else {
                start = view.number(&place)
            }
            guard fields >> UInt8(field) & 1 == 1 else { continue }
            body(field, StoredSet(view: view, place: start, count: count, limit: limit))
        }
    }

    private func compareFirstKey(of block: Int, with key: [UInt8]) -> Int {
        var place = bytes + view.word32(blocks + block * 4)
        _ = view.number(&place)
        let length = view.number(&place)
        return view.compare(place..<place + length, with: key)
    }
}
