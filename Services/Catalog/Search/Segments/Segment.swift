/// A part of the index that never changes: some documents in the order of their ids, their words, facets and sets.
struct Segment: Sendable {
    let view: ByteView
    /// How many documents it has, deleted ones too.
    let count: Int
    let words: KeyedSets
    /// Short beginnings that many words share.
    let beginnings: KeyedSets
    let facets: KeyedSets
    let currencies: [String]
    private let ids: Int
    private let prices: Int
    private let contents: Int
    private let contentPlaces: Int
    private let valueRecords: Int
    private let valuePlaces: Int

    /// - Parameter view: All bytes of it.
    /// - Returns: nil when it is no segment of this form, or is cut off.
    init?(_ view: ByteView) {
        let footer = view.count - SegmentFormat.footerSize
        let part = { (part: SegmentFormat.Part) in view.word64(footer + part.rawValue * 8) }
        guard footer >= 8, part(.magic) == SegmentFormat.magic, view.word64(0) == SegmentFormat.magic,
            SegmentFormat.Part.allCases.dropLast().allSatisfy({ part($0) <= UInt64(view.count) })
        else { return nil }
        self.view = view
        let count = Int(part(.count))
        self.count = count
        ids = Int(part(.ids))
        prices = Int(part(.prices))
        contents = Int(part(.contents))
        contentPlaces = Int(part(.contentPlaces))
        valueRecords = Int(part(.values))
        valuePlaces = Int(part(.valuePlaces))
        words = KeyedSets(view, at: Int(part(.words)), limit: count)
        beginnings = KeyedSets(view, at: Int(part(.beginnings)), limit: count)
        facets = KeyedSets(view, at: Int(part(.facets)), limit: count)
        var place = Int(part(.currencies))
        currencies = (0..<min(view.number(&place), PackedPrice.currencyLimit)).map { _ in
            let length = view.number(&place)
            defer { place += length }
            return String(decoding: view.bytes(place..<place + min(length, 16)), as: UTF8.self)
        }
    }

    func id(_ document: Int) -> UInt128 {
        UInt128(view.word64(ids + document * 16)) << 64 | UInt128(view.word64(ids + document * 16 + 8))
    }

    func price(_ document: Int) -> UInt64 {
        view.word64(prices + document * 8)
    }

    /// Where a document's words begin (``DocumentContent``).
    func content(_ document: Int) -> Int {
        contents + view.word32(contentPlaces + document * 4)
    }

    /// Where a document's facets begin (``DocumentContent``).
    func values(_ document: Int) -> Int {
        valueRecords + view.word32(valuePlaces + document * 4)
    }

    /// The document of an id.
    func document(of id: UInt128) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self.id(middle) < id { low = middle + 1 } else { high = middle }
        }
        return low < count && self.id(low) == id ? low : nil
    }

    /// The documents of a facet's value.
    func documents(ofFacet key: String, _ value: String) -> DocumentBits {
        var bits = DocumentBits(limit: count)
        guard let entry = facets.find(FacetKey.entry(key, value)) else { return bits }
        facets.forEachSet(of: entry) { _, set in set.unite(with: &bits) }
        return bits
    }
}
