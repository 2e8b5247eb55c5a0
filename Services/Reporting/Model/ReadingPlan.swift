/// What the reader of a partition has to do next, from one snapshot.
struct ReadingPlan: Hashable, Sendable {
    /// A generation, and how far it has read this partition.
    struct Entry: Hashable, Sendable {
        let generation: GenerationRecord
        let reading: ReadingState
    }

    /// Grows whenever generations come, go or change their rules.
    let revision: Int64
    /// Where the partition is read on.
    let offset: Int64
    let entries: [Entry]
    /// All sites that are known.
    let sites: Set<String>

    /// The first generation that has not read the partition as far as its reader.
    var entryBehind: Entry? { entries.first { $0.reading.nextOffset != nil } }
}
