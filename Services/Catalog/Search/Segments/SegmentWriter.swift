/// Writes a segment part by part: the documents, the words in order, the facets in order, what each document says.
final class SegmentWriter {
    private let output: SegmentOutput
    private let count: Int
    private var places = [UInt64](repeating: 0, count: SegmentFormat.Part.allCases.count)
    private var sets: SetWriter
    private var words = KeyedSetsWriter()
    private var facets = KeyedSetsWriter()
    private var beginnings: BeginningCollector
    private var starts: [UInt8] = []

    /// Writes the documents' ids and prices.
    ///
    /// - Parameters:
    ///   - ids: Ascending.
    ///   - prices: As ``PackedPrice`` has them.
    ///   - output: Takes all.
    init(ids: [UInt128], prices: [UInt64], to output: SegmentOutput) throws {
        self.output = output
        count = ids.count
        sets = SetWriter(limit: count)
        beginnings = BeginningCollector(limit: count)
        output.append(word64: SegmentFormat.magic)
        begin(.ids)
        for id in ids {
            output.append(word64: UInt64(truncatingIfNeeded: id >> 64))
            output.append(word64: UInt64(truncatingIfNeeded: id))
            try output.handOnIfLarge()
        }
        begin(.prices)
        for price in prices { output.append(word64: price) }
        try output.handOnIfLarge()
    }

    /// Adds the next word with its documents by field.
    func add(word: [UInt8], _ documents: [[UInt32]]) throws {
        words.append(word, info: try sets.write(documents, to: output))
        try beginnings.add(word, documents, to: output)
    }

    /// Adds the next facet's value with its documents.
    func add(facet: [UInt8], _ documents: [UInt32]) throws {
        facets.append(facet, info: try sets.write([documents], to: output))
    }

    /// Writes what each document says: a part of records, and a part that tells where each begins.
    ///
    /// - Parameters:
    ///   - part: That of the records.
    ///   - next: That of their places.
    ///   - record: Gives the bytes of a document.
    func addRecords(_ part: SegmentFormat.Part, places next: SegmentFormat.Part, _ record: (Int) -> [UInt8]) throws {
        begin(part)
        let start = output.position
        starts.removeAll(keepingCapacity: true)
        for document in 0..<count {
            starts.append(word32: output.position - start)
            output.append(record(document))
            try output.handOnIfLarge()
        }
        begin(next)
        output.append(starts)
        try output.handOnIfLarge()
    }

    /// Writes the dictionaries and the footer.
    func finish(currencies: [String]) throws {
        var short = KeyedSetsWriter()
        for (key, info) in try beginnings.finish(output) { short.append(key, info: info) }
        places[SegmentFormat.Part.words.rawValue] = UInt64(try words.finish(output))
        places[SegmentFormat.Part.beginnings.rawValue] = UInt64(try short.finish(output))
        places[SegmentFormat.Part.facets.rawValue] = UInt64(try facets.finish(output))
        begin(.currencies)
        output.append(number: currencies.count)
        for code in currencies {
            output.append(number: code.utf8.count)
            output.append(Array(code.utf8))
        }
        output.align()
        places[SegmentFormat.Part.count.rawValue] = UInt64(count)
        places[SegmentFormat.Part.magic.rawValue] = SegmentFormat.magic
        for place in places { output.append(word64: place) }
        try output.handOn()
    }

    private func begin(_ part: SegmentFormat.Part) {
        output.align()
        places[part.rawValue] = UInt64(output.position)
    }
}
