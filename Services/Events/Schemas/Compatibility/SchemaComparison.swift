import MeshCore

/// Finds where a reader's schema takes less than a writer's.
///
/// A schema is compared with another one once on each way to it, and a pair that is being compared counts as compatible where
/// it meets itself: schemas may be recursive.
struct SchemaComparison {
    private struct Pair: Hashable {
        let writer: [SchemaPlace]
        let reader: [SchemaPlace]
    }

    var writers: ComparedDocument
    var readers: ComparedDocument
    private(set) var differences: [SchemaDifference] = []
    private var open: Set<Pair> = []
    private var stepsLeft = 50_000

    /// How deep schemas may be compared inside each other.
    private static let depthLimit = 128

    static func compare(
        writer: JSONValue, reader: JSONValue, _ options: SchemaOptions
    ) throws(SchemaError) -> [SchemaDifference] {
        var comparison = SchemaComparison(
            writers: try ComparedDocument(writer, options), readers: try ComparedDocument(reader, options))
        let writer = try comparison.writers.schema(at: comparison.writers.root)
        let reader = try comparison.readers.schema(at: comparison.readers.root)
        try comparison.compare(writer, reader, JSONPointer())
        return comparison.differences
    }

    private init(writers: ComparedDocument, readers: ComparedDocument) {
        self.writers = writers
        self.readers = readers
    }

    mutating func note(_ change: SchemaChange, _ place: JSONPointer, _ message: String) {
        differences.append(SchemaDifference(change: change, location: place.text, message: message))
    }

    /// Notes what the reader's schema does not take of the writer's.
    mutating func compare(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        if writer.isNothing || reader.verdict == true { return }
        if reader.isNothing { return note(.schemaNarrowed, place, "nothing is taken here any more") }
        stepsLeft -= 1
        guard stepsLeft > 0, open.count < Self.depthLimit else {
            if differences.last?.change != .tooComplex {
                note(.tooComplex, place, "the schemas are too complex to compare: make them simpler")
            }
            return
        }
        let pair = Pair(writer: writer.key, reader: reader.key)
        guard open.insert(pair).inserted else { return }
        defer { open.remove(pair) }
        if try compareCombined(writer, reader, place) { return }
        try compareKeywords(writer, reader, place)
    }

    private mutating func compareKeywords(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        let (writerTypes, readerTypes) = (Self.types(of: writer), Self.types(of: reader))
        guard writerTypes.isSubset(of: readerTypes) else {
            let change: SchemaChange = writerTypes.isDisjoint(with: readerTypes) ? .typeChanged : .typeNarrowed
            return note(
                change, place.appending("type"), "was \(writerTypes.words), and must now be \(readerTypes.words)")
        }
        compareValues(writer, reader, place)
        if writerTypes.contains(.string) { compareTexts(writer, reader, place) }
        if !writerTypes.isDisjoint(with: .number) { compareNumbers(writer, reader, place, writerTypes) }
        if writerTypes.contains(.array) { try compareArrays(writer, reader, place) }
        if writerTypes.contains(.object) { try compareObjects(writer, reader, place) }
        try compareNegations(writer, reader, place)
    }

    /// Whether two schemas differ in a way that breaks; nothing is noted.
    mutating func fits(_ writer: ComparedSchema, _ reader: ComparedSchema) throws(SchemaError) -> Bool {
        let kept = differences
        differences = []
        defer { differences = kept }
        try compare(writer, reader, JSONPointer())
        return differences.isEmpty
    }

    static func types(of schema: ComparedSchema) -> TypeSet {
        var types = TypeSet.anything
        if let value = schema["type"] {
            let names = value.arrayValue ?? [value]
            types = names.reduce(into: []) { $0.formUnion($1.stringValue.flatMap { TypeSet.named($0) } ?? []) }
        }
        guard let values = values(of: schema) else { return types }
        return types.intersection(values.reduce(into: []) { $0.formUnion(TypeSet.of($1)) })
    }

    /// The values that `enum` or `const` leaves; nil when there is neither.
    static func values(of schema: ComparedSchema) -> [JSONValue]? {
        if let constant = schema["const"] { return [constant] }
        return schema["enum"]?.arrayValue
    }
}
