/// What all items are, as far as it is told: kept as items come, change and go, and what ``ContentModel`` is made of at a moment.
///
/// It takes 8 bytes for each term of each item, and the words of all terms.
package struct ContentCorpus: Sendable {
    /// A term of an item.
    struct Entry: Sendable {
        let term: UInt32
        let count: Float
    }

    /// By items, each in the order of its terms; empty for what is not known.
    private(set) var documents: [[Entry]] = []
    /// How many items have each term.
    private(set) var documentCounts: [UInt32] = []
    /// How many items tell anything.
    package private(set) var count = 0
    private var names = NameTable()
    /// With so many terms it is looked how many of them are used.
    private var nextLook = 2 * unusedLimit

    /// So many terms that nobody uses any more are not worth the work of counting anew.
    private static let unusedLimit = 10_000

    package init() {}

    /// Items have the numbers below this.
    package var itemCount: Int { documents.count }

    /// How many terms are remembered.
    package var termCount: Int { names.count }

    /// Takes what an item is, in the place of what it was.
    ///
    /// - Parameter terms: Without any the item is gone.
    package mutating func put(_ terms: ContentTerms, for item: UInt32) {
        while documents.count <= Int(item) { documents.append([]) }
        for entry in documents[Int(item)] { documentCounts[Int(entry.term)] -= 1 }
        if !documents[Int(item)].isEmpty { count -= 1 }
        let entries = terms.terms.map { Entry(term: names.number(of: $0.name), count: Float($0.count)) }
        while documentCounts.count < names.count { documentCounts.append(0) }
        for entry in entries { documentCounts[Int(entry.term)] += 1 }
        if !entries.isEmpty { count += 1 }
        documents[Int(item)] = entries.sorted { $0.term < $1.term }
        compactIfSparse()
    }

    /// Words that no item has any more are forgotten once they are more than the others.
    private mutating func compactIfSparse() {
        guard names.count > nextLook else { return }
        let used = documentCounts.count { $0 > 0 }
        nextLook = max(names.count, 2 * used) + Self.unusedLimit
        guard names.count > 2 * used + Self.unusedLimit else { return }
        nextLook = 2 * (used + Self.unusedLimit)
        var kept = NameTable()
        let numbers = documentCounts.enumerated().map { number, count in
            count > 0 ? kept.number(of: names.names[number]) : 0
        }
        documents = documents.map { entries in
            entries.map { Entry(term: numbers[Int($0.term)], count: $0.count) }.sorted { $0.term < $1.term }
        }
        documentCounts = documentCounts.filter { $0 > 0 }
        names = kept
    }
}
