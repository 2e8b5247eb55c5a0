/// What a document says, as a segment keeps it: for each field its words in their order as places in the dictionary;
/// and, apart from them, its facets. Ranking reads the words of the few documents that it looks at closely.
enum DocumentContent {
    /// Puts a document's bytes together.
    struct Draft {
        private var mask: UInt8 = 0
        private var fields: [UInt8] = []
        private var words: [UInt8] = []

        /// Adds a field's words: their places plus one, or zero for a gap between two values.
        mutating func add(field: Int, _ places: some Sequence<UInt32>) {
            var count = 0
            words.removeAll(keepingCapacity: true)
            for place in places {
                guard count < SegmentFormat.contentLimit else { break }
                words.append(number: Int(place))
                count += 1
            }
            guard count > 0 else { return }
            mask |= 1 << UInt8(field)
            fields.append(number: count)
            fields += words
        }

        /// The bytes; the draft is empty again.
        mutating func finish() -> [UInt8] {
            let bytes = [mask] + fields
            mask = 0
            fields.removeAll(keepingCapacity: true)
            return bytes
        }
    }

    /// The bytes of a document's facets.
    ///
    /// - Parameter places: In any order; a value that a document has twice counts once.
    static func facets(_ places: some Sequence<UInt32>) -> [UInt8] {
        let sorted = Set(places).sorted()
        var bytes: [UInt8] = []
        bytes.append(number: sorted.count)
        var previous: UInt32 = 0
        for place in sorted {
            bytes.append(number: Int(place &- previous))
            previous = place
        }
        return bytes
    }

    /// Reads a document's words.
    ///
    /// - Parameters:
    ///   - place: Where it begins.
    ///   - body: Is given each word: its field, its position there, its place in the dictionary.
    @inline(__always)
    static func forEachWord(
        _ view: ByteView, at place: Int, _ body: (_ field: Int, _ position: Int, _ ordinal: Int) -> Void
    ) {
        var place = place
        var mask = view.byte(place)
        place += 1
        while mask != 0 {
            let field = mask.trailingZeroBitCount
            mask &= mask &- 1
            var position = 0
            for _ in 0..<min(view.number(&place), SegmentFormat.contentLimit) {
                let word = view.number(&place)
                if word == 0 {
                    position += SegmentFormat.gap
                } else {
                    body(field, position, word - 1)
                    position += 1
                }
            }
        }
    }

    /// Reads a document's facets, in order.
    @inline(__always)
    static func forEachFacet(_ view: ByteView, at place: Int, _ body: (_ ordinal: Int) -> Void) {
        var place = place
        var ordinal = 0
        for _ in 0..<min(view.number(&place), 1 << 16) {
            ordinal += view.number(&place)
            body(ordinal)
        }
    }
}
