/// Documents on their way into a segment: their words numbered, in the order of the documents' ids.
struct SegmentDraft {
    private static let fieldCount = SearchField.allCases.count

    private var scanner = WordScanner()
    private var words = WordTable()
    private var facets = WordTable()
    private var currencies = CurrencyTable()
    private var ids: [UInt128] = []
    private var prices: [UInt64] = []
    /// The words of all documents, numbered from one; zero is a gap between two values.
    private var contents: [UInt32] = []
    /// Where each field of each document ends in `contents`.
    private var fieldEnds: [UInt32] = []
    private var facetNumbers: [UInt32] = []
    private var entry: [UInt8] = []
    private var facetEnds: [UInt32] = []

    /// Takes documents.
    ///
    /// - Parameter documents: No two of one id; in any order.
    init(_ documents: [SearchDocument]) {
        let isSorted = zip(documents, documents.dropFirst()).allSatisfy { $0.id < $1.id }
        for document in isSorted ? documents : documents.sorted(by: { $0.id < $1.id }) { add(document) }
    }

    private mutating func add(_ document: SearchDocument) {
        ids.append(document.id)
        let currency = currencies.number(of: document.currency)
        prices.append(PackedPrice.pack(amount: document.amount, currency: currency))
        add([document.title])
        add(document.skus)
        add(document.tags)
        add([document.category])
        add(document.attributes.map(\.value))
        add([document.description])
        for category in document.categories { add(FacetKey.category, value: category) }
        for tag in document.tags { add(FacetKey.tags, value: tag) }
        for attribute in document.attributes { add(FacetKey.attributes, attribute.name, value: attribute.value) }
        add(FacetKey.active, value: document.active ? "true" : "false")
        facetEnds.append(UInt32(facetNumbers.count))
    }

    private mutating func add(_ values: [String]) {
        for (place, value) in values.enumerated() {
            if place > 0 { contents.append(0) }
            scanner.scan(value) { word, _ in contents.append(UInt32(words.number(of: word) + 1)) }
        }
        fieldEnds.append(UInt32(contents.count))
    }

    private mutating func add(_ key: String, _ name: String = "", value: some StringProtocol) {
        entry.removeAll(keepingCapacity: true)
        entry.append(contentsOf: key.utf8)
        entry.append(contentsOf: name.utf8)
        entry.append(0)
        entry.append(contentsOf: value.utf8)
        facetNumbers.append(UInt32(facets.number(of: entry)))
    }

    /// Writes the segment.
    ///
    /// - Throws: What the output throws.
    func write(to output: SegmentOutput) throws {
        let writer = try SegmentWriter(ids: ids, prices: prices, to: output)
        let wordOrder = words.sorted()
        try writeWords(in: wordOrder, writer)
        let facetOrder = facets.sorted()
        try writeFacets(in: facetOrder, writer)
        try writeContents(Self.places(in: wordOrder), Self.places(in: facetOrder), writer)
        try writer.finish(currencies: currencies.codes)
    }

    private func writeWords(in order: [Int], _ writer: SegmentWriter) throws {
        let lists = PostingLists(listCount: words.count * Self.fieldCount) { add in
            forEachField { document, field, range in
                for word in contents[range] where word != 0 {
                    add(Int(word - 1) * Self.fieldCount + field, UInt32(document))
                }
            }
        }
        var sets = [[UInt32]](repeating: [], count: Self.fieldCount)
        for word in order {
            for field in 0..<Self.fieldCount { lists.copy(word * Self.fieldCount + field, to: &sets[field]) }
            try writer.add(word: Array(words.word(word)), sets)
        }
    }

    private func writeFacets(in order: [Int], _ writer: SegmentWriter) throws {
        let lists = PostingLists(listCount: facets.count) { add in
            var start = 0
            for (document, end) in facetEnds.enumerated() {
                for facet in facetNumbers[start..<Int(end)] { add(Int(facet), UInt32(document)) }
                start = Int(end)
            }
        }
        var set: [UInt32] = []
        for facet in order {
            lists.copy(facet, to: &set)
            try writer.add(facet: Array(facets.word(facet)), set)
        }
    }

    private func writeContents(_ wordPlaces: [UInt32], _ facetPlaces: [UInt32], _ writer: SegmentWriter) throws {
        var content = DocumentContent.Draft()
        var start = 0
        try writer.addRecords(.contents, places: .contentPlaces) { document in
            for field in 0..<Self.fieldCount {
                let end = Int(fieldEnds[document * Self.fieldCount + field])
                content.add(field: field, contents[start..<end].lazy.map { $0 == 0 ? 0 : wordPlaces[Int($0 - 1)] + 1 })
                start = end
            }
            return content.finish()
        }
        start = 0
        try writer.addRecords(.values, places: .valuePlaces) { document in
            let end = Int(facetEnds[document])
            defer { start = end }
            return DocumentContent.facets(facetNumbers[start..<end].lazy.map { facetPlaces[Int($0)] })
        }
    }

    private func forEachField(_ body: (_ document: Int, _ field: Int, _ range: Range<Int>) -> Void) {
        var start = 0
        for document in ids.indices {
            for field in 0..<Self.fieldCount {
                let end = Int(fieldEnds[document * Self.fieldCount + field])
                body(document, field, start..<end)
                start = end
            }
        }
    }

    /// The place of each number in an order.
    private static func places(in order: [Int]) -> [UInt32] {
        var places = [UInt32](repeating: 0, count: order.count)
        for (place, number) in order.enumerated() { places[number] = UInt32(place) }
        return places
    }
}
