import MeshCore

/// What somebody searches for.
struct Query {
    static let facets = ["category", "tags", "attributes.color", "price"]

    let words: [String]
    /// Whether the last word is still being typed.
    let isOpen: Bool
    let facets: [String]
    let color: String?

    /// As it stands in the field.
    var text: String { words.joined(separator: " ") + (isOpen ? "" : " ") }

    /// As FTS5 reads it: all words, the last one perhaps as a beginning.
    var match: String { words.map { "\"\($0)\"" }.joined(separator: " ") + (isOpen ? "*" : "") }

    /// Queries of one to three words as products have them, a fifth with a typo, half with a last word that is not
    /// finished, half that count four keys, a quarter filtered by a color.
    static func mix(_ count: Int, from vocabulary: Vocabulary) -> [Query] {
        var random = SplitMix64(seed: 13)
        return (0..<count).map { _ in
            var words = (0..<(1 + random.below(3))).map { _ in vocabulary.word(&random) }
            if random.below(5) == 0 {
                let place = random.below(words.count)
                words[place] = misspelt(words[place], &random)
            }
            let isOpen = random.below(2) == 0
            if isOpen, let last = words.popLast() { words.append(String(last.prefix(1 + random.below(last.count)))) }
            return Query(
                words: words, isOpen: isOpen, facets: random.below(2) == 0 ? facets : [],
                color: random.below(4) == 0 ? Corpus.colors[random.below(Corpus.colors.count)] : nil)
        }
    }

    private static func misspelt(_ word: String, _ random: inout SplitMix64) -> String {
        var letters = Array(word)
        guard letters.count > 4 else { return word }
        let place = 1 + random.below(letters.count - 2)
        switch random.below(4) {
        case 0: letters[place] = "e"
        case 1: letters.insert("a", at: place)
        case 2: letters.remove(at: place)
        default: letters.swapAt(place, place + 1)
        }
        return String(letters)
    }
}
