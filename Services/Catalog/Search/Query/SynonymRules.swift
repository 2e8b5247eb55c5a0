/// Which words mean the same, ready to be looked up.
struct SynonymRules: Sendable, Equatable {
    /// Longer phrases are not looked for in what is typed.
    static let phraseLimit = 4

    private var meanings: [[[UInt8]]: [[[UInt8]]]] = [:]

    init() {}

    /// - Parameters:
    ///   - mutual: Groups of phrases each of which means each other.
    ///   - oneWay: Phrases, and what whoever types them also means.
    init(mutual: [[String]], oneWay: [(phrase: String, meanings: [String])]) {
        var scanner = WordScanner()
        for group in mutual {
            let phrases = group.map { scanner.words(of: $0) }
            for (place, phrase) in phrases.enumerated() {
                add(phrase, phrases.enumerated().filter { $0.offset != place }.map(\.element))
            }
        }
        for rule in oneWay { add(scanner.words(of: rule.phrase), rule.meanings.map { scanner.words(of: $0) }) }
    }

    /// For each word of a query, what else counts as it, on its own or in a phrase.
    func alternatives(for words: [[UInt8]]) -> [[[[UInt8]]]] {
        var found = [[[[UInt8]]]](repeating: [], count: words.count)
        guard !meanings.isEmpty else { return found }
        for start in words.indices {
            for end in start..<min(words.count, start + Self.phraseLimit) {
                guard let others = meanings[Array(words[start...end])] else { continue }
                for place in start...end { found[place] += others.filter { !found[place].contains($0) } }
            }
        }
        return found
    }

    private mutating func add(_ phrase: [[UInt8]], _ others: [[[UInt8]]]) {
        guard !phrase.isEmpty, phrase.count <= Self.phraseLimit else { return }
        for other in others where !other.isEmpty && other != phrase {
            if !meanings[phrase, default: []].contains(other) { meanings[phrase, default: []].append(other) }
        }
    }
}
