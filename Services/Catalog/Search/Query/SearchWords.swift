/// The words of what somebody typed.
enum SearchWords {
    /// More words than anybody types; each costs a walk through the dictionary.
    static let limit = 10

    /// - Parameters:
    ///   - text: As it was typed. The last word may be the beginning of one, unless something separates it from the end.
    ///   - synonyms: What else is meant by words.
    static func parse(_ text: String, synonyms: SynonymRules = SynonymRules()) -> [SearchWord] {
        var scanner = WordScanner()
        var found: [[UInt8]] = []
        var end = 0
        scanner.scan(text) { word, source in
            found.append(word)
            end = source.upperBound
        }
        let isOpen = end == text.utf8.count
        let words = Array(found.prefix(limit))
        let alternatives = synonyms.alternatives(for: words)
        return words.enumerated().map { place, word in
            SearchWord(
                word, isPrefix: isOpen && place == found.count - 1, alternatives: alternatives[place])
        }
    }
}
