import EventCollection

/// The processors of the sites that one reader reads: each remembers what user agents told.
struct ProcessorShelf {
    private struct Key: Hashable {
        let site: String
        let version: Int64
    }

    /// Sites whose processors are kept.
    private static let mostKept = 256

    private let geography: GeographyTable?
    private var processors: [Key: EventProcessor] = [:]

    init(geography: GeographyTable?) {
        self.geography = geography
    }

    /// Takes a processor out, or makes one.
    mutating func take(_ generation: GenerationRecord, _ rules: ProcessingRules) -> EventProcessor {
        processors.removeValue(forKey: Self.key(of: generation))
            ?? EventProcessor(rules: rules, geography: geography)
    }

    /// Puts it back.
    mutating func put(_ processor: EventProcessor, of generation: GenerationRecord) {
        if processors.count >= Self.mostKept { processors.removeAll(keepingCapacity: true) }
        processors[Self.key(of: generation)] = processor
    }

    private static func key(of generation: GenerationRecord) -> Key {
        Key(site: generation.site, version: generation.version)
    }
}
