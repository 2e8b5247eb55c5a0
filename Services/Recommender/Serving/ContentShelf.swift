import RecommenderModels

/// What products are, as one instance has read it: the model of it is made anew when something has changed.
struct ContentShelf: Sendable {
    private var corpus = ContentCorpus()
    /// Up to which it has read.
    private var revision: Int64 = 0

    /// Terms are some kilobytes an item while they are read.
    private static let pageSize = 1000
    /// So many items that models do not know are asked for by an answer, the newest.
    private static let newcomerLimit = 5000
    /// With so many words of a history they are looked for.
    private static let termLimit = 128
    /// What half of all products have is how this shop says things.
    private static let greatestShare = 0.5

    /// Reads what has changed.
    ///
    /// - Throws: `StoreError`.
    mutating func take(from store: RecommenderStore) async throws {
        // What changes while it is read is read once more.
        let now = try store.contentRevision()
        var last: UInt32?
        repeat {
            let page = try await store.contents(after: revision, behind: last, limit: Self.pageSize)
            for content in page { corpus.put(content.terms, for: content.item) }
            last = page.count == Self.pageSize ? page.last?.item : nil
        } while last != nil
        revision = now
    }

    /// The model of what was read, whose newcomers are those of which trained models say nothing.
    func model(_ shelf: CatalogShelf, _ trained: TrainedModels?) -> ContentModel {
        let unknown = shelf.entries.enumerated().compactMap { number, entry in
            entry.flatMap { entry in
                trained?.neighbours.isKnown(UInt32(number)) == true ? nil : (UInt32(number), entry.createdAt)
            }
        }
        let newest = unknown.sorted { ($1.1, $1.0) < ($0.1, $0.0) }.prefix(Self.newcomerLimit).map(\.0)
        return ContentModel(corpus, newcomers: newest, greatestShare: Self.greatestShare, termLimit: Self.termLimit)
    }
}
