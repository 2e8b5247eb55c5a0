/// Collects the documents of all words that begin alike, for short beginnings, so that the first letters that somebody
/// types need not unite the sets of ten thousand words.
struct BeginningCollector {
    private struct Level {
        var beginning: [UInt8] = []
        var words = 0
        var collectors: [DocumentCollector]
    }

    private var levels: [Level]
    private var writer: SetWriter
    private var found: [(key: [UInt8], info: [UInt8])] = []
    private var sets = [[UInt32]](repeating: [], count: SearchField.allCases.count)

    /// - Parameter limit: How many documents the segment has.
    init(limit: Int) {
        writer = SetWriter(limit: limit)
        let collectors = SearchField.allCases.map { _ in DocumentCollector(limit: limit) }
        levels = Array(repeating: Level(collectors: collectors), count: SegmentFormat.beginningLimit)
    }

    /// Takes the next word in order, with its sets by field.
    mutating func add(_ word: [UInt8], _ sets: [[UInt32]], to output: SegmentOutput) throws {
        var end = 0
        for level in levels.indices {
            guard end < word.count else {
                // A word that ends here has no longer beginnings, and those of the word before are complete.
                try close(level, output)
                continue
            }
            end = min(word.count, end + UTF8Step.length(of: word[end]))
            if levels[level].beginning.count != end || !word.starts(with: levels[level].beginning) {
                try close(level, output)
                levels[level].beginning = Array(word[..<end])
            }
            levels[level].words += 1
            for (field, documents) in sets.enumerated() where !documents.isEmpty {
                for document in documents { levels[level].collectors[field].insert(document) }
            }
        }
    }

    /// The beginnings that enough words share, in order, with where their sets are.
    mutating func finish(_ output: SegmentOutput) throws -> [(key: [UInt8], info: [UInt8])] {
        for level in levels.indices { try close(level, output) }
        return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    private mutating func close(_ level: Int, _ output: SegmentOutput) throws {
        guard levels[level].words > 0 else { return }
        for field in sets.indices {
            sets[field].removeAll(keepingCapacity: true)
            levels[level].collectors[field].drain(into: &sets[field])
        }
        if levels[level].words >= SegmentFormat.beginningWords {
            found.append((levels[level].beginning, try writer.write(sets, to: output)))
        }
        levels[level].words = 0
        levels[level].beginning = []
    }
}
