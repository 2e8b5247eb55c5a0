/// Writes several segments as one, without the documents that were deleted.
struct SegmentMerger {
    /// A segment, and which of its documents are still there.
    struct Source {
        let segment: Segment
        let live: DocumentBits
    }

    private let sources: [Source]
    /// For each source: the new number of each document; nil for one that is gone.
    private var numbers: [[UInt32]]
    private var ids: [UInt128] = []
    /// Where each new document comes from.
    private var origins: [(source: Int, document: Int)] = []

    private static let gone = UInt32.max

    init(_ sources: [Source]) {
        self.sources = sources
        numbers = sources.map { Array(repeating: Self.gone, count: $0.segment.count) }
        number()
    }

    /// Writes the segment; nothing when no document is left.
    ///
    /// - Returns: How many documents it has.
    /// - Throws: What the output throws.
    func write(to output: SegmentOutput) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        var currencies = CurrencyTable()
        let prices = origins.map { origin in
            let segment = sources[origin.source].segment
            let packed = segment.price(origin.document)
            let code = PackedPrice.currency(packed)
            let number = currencies.number(of: code < segment.currencies.count ? segment.currencies[code] : "EUR")
            return PackedPrice.pack(amount: PackedPrice.amount(packed), currency: number)
        }
        let writer = try SegmentWriter(ids: ids, prices: prices, to: output)
        let words = try merge(\.words, fields: SearchField.allCases.count) { key, sets in
            try writer.add(word: key, sets)
        }
        let facets = try merge(\.facets, fields: 1) { key, sets in try writer.add(facet: key, sets[0]) }
        try copyContents(words, facets, writer)
        try writer.finish(currencies: currencies.codes)
        return ids.count
    }

    /// Numbers the documents that are left, in the order of their ids.
    private mutating func number() {
        var left = sources.map { source in
            var documents: [Int] = []
            source.live.forEach { documents.append($0) }
            return documents[...]
        }
        // Of one source after the other as a rule, because ids grow with time.
        while true {
            var next: (source: Int, id: UInt128)?
            for (source, documents) in left.enumerated() {
                guard let document = documents.first else { continue }
                let id = sources[source].segment.id(document)
                if next == nil || id < next?.id ?? .max { next = (source, id) }
            }
            guard let next, let document = left[next.source].popFirst() else { return }
            numbers[next.source][document] = UInt32(ids.count)
            ids.append(next.id)
            origins.append((next.source, document))
        }
    }

    /// Merges dictionaries.
    ///
    /// - Parameter add: Takes the next key with its sets.
    /// - Returns: For each source the new place of each key.
    private func merge(
        _ dictionary: KeyPath<Segment, KeyedSets>, fields: Int, _ add: ([UInt8], [[UInt32]]) throws -> Void
    ) throws -> [[UInt32]] {
        var places = sources.map { [UInt32](repeating: 0, count: $0.segment[keyPath: dictionary].count) }
        var cursors = sources.map { $0.segment[keyPath: dictionary].cursor() }
        var waiting = cursors.indices.filter { cursors[$0].advance() }
        var collectors = (0..<fields).map { _ in DocumentCollector(limit: ids.count) }
        var sets = [[UInt32]](repeating: [], count: fields)
        var count: UInt32 = 0
        while let first = waiting.first {
            var least = [first]
            for source in waiting.dropFirst() {
                if cursors[source].key == cursors[least[0]].key {
                    least.append(source)
                } else if cursors[source].key.lexicographicallyPrecedes(cursors[least[0]].key) {
                    least = [source]
                }
            }
            let key = cursors[least[0]].key
            for source in least {
                let entry = cursors[source].entry
                sources[source].segment[keyPath: dictionary].forEachSet(of: entry) { field, set in
                    guard field < fields else { return }
                    set.forEach { document in
                        let number = numbers[source][Int(document)]
                        if number != Self.gone { collectors[field].insert(number) }
                    }
                }
                places[source][entry.ordinal] = count
                if !cursors[source].advance() { waiting.removeAll { $0 == source } }
            }
            var isEmpty = true
            for field in 0..<fields {
                sets[field].removeAll(keepingCapacity: true)
                collectors[field].drain(into: &sets[field])
                if !sets[field].isEmpty { isEmpty = false }
            }
            guard !isEmpty else { continue }
            try add(key, sets)
            count += 1
        }
        return places
    }

    private func copyContents(_ words: [[UInt32]], _ facets: [[UInt32]], _ writer: SegmentWriter) throws {
        var content = DocumentContent.Draft()
        var fields = [[UInt32]](repeating: [], count: SearchField.allCases.count)
        try writer.addRecords(.contents, places: .contentPlaces) { number in
            let (source, document) = origins[number]
            let segment = sources[source].segment
            var (lastField, end) = (-1, 0)
            for field in fields.indices { fields[field].removeAll(keepingCapacity: true) }
            DocumentContent.forEachWord(segment.view, at: segment.content(document)) { field, position, ordinal in
                if field != lastField { (lastField, end) = (field, 0) }
                while end + SegmentFormat.gap <= position {
                    fields[field].append(0)
                    end += SegmentFormat.gap
                }
                end = position + 1
                guard ordinal < words[source].count else { return }
                fields[field].append(words[source][ordinal] + 1)
            }
            for (field, places) in fields.enumerated() { content.add(field: field, places) }
            return content.finish()
        }
        var places: [UInt32] = []
        try writer.addRecords(.values, places: .valuePlaces) { number in
            let (source, document) = origins[number]
            places.removeAll(keepingCapacity: true)
            let segment = sources[source].segment
            DocumentContent.forEachFacet(segment.view, at: segment.values(document)) { ordinal in
                if ordinal < facets[source].count { places.append(facets[source][ordinal]) }
            }
            return DocumentContent.facets(places)
        }
    }
}
