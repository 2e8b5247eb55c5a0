import MeshCore

@testable import Catalog

/// Makes small corpora of words that are near each other, and queries for them, from a seed.
struct SmallCorpus {
    private var random: SplitMix64
    private let vocabulary: [String]

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        var words = ["tea", "teapot", "42", "x1", "über", "чайник", "茶壺", "café"]
        let letters = Array("abcde")
        for _ in 0..<30 {
            let length = 1 + random.below(11)
            var word = ""
            for _ in 0..<length { word.append(letters[random.below(letters.count)]) }
            words.append(word)
        }
        // Neighbours of words, so that typos find something.
        for word in words.filter({ $0.count > 4 }) { words.append(Self.misspelt(word, &random)) }
        vocabulary = words
    }

    mutating func document(_ number: Int) -> SearchDocument {
        var document = SearchDocument(id: UInt128(number) << 8 | UInt128(random.below(200)))
        document.title = text(1 + random.below(5))
        document.skus = (0...random.below(2)).map { "S-\(number)-\($0)" }
        document.tags = (0..<random.below(3)).map { _ in word() }
        document.category = ["books", "books/novels", "games", "games/board/chess"][random.below(4)]
        document.attributes = [.init(name: "color", value: ["red", "blue", "light green"][random.below(3)])]
        if random.below(2) == 0 { document.attributes.append(.init(name: "size", value: "\(random.below(4))")) }
        document.description = text(random.below(12))
        document.amount = Int64(random.below(20)) * 100
        document.currency = random.below(4) == 0 ? "USD" : "EUR"
        document.active = random.below(4) > 0
        return document
    }

    mutating func request() -> SearchRequest {
        var words = (0..<random.below(4)).map { _ in word() }
        for place in words.indices where random.below(3) == 0 { words[place] = Self.misspelt(words[place], &random) }
        if let last = words.popLast() {
            words.append(random.below(2) == 0 ? String(last.prefix(1 + random.below(6))) : last)
        }
        let synonyms = SynonymRules(
            mutual: [["tea", "чайник"], ["teapot", "tea 42"]], oneWay: [(vocabulary[9], [vocabulary[10]])])
        var request = SearchRequest(
            words: SearchWords.parse(
                words.joined(separator: " ") + (random.below(4) == 0 ? " " : ""), synonyms: synonyms))
        request.matching = random.below(3) == 0 ? .all : .last
        if random.below(3) == 0 { request.filters.append(SearchFilter(key: "category", values: ["books"])) }
        if random.below(3) == 0 {
            request.filters.append(SearchFilter(key: "attributes.color", values: ["red", "light green"]))
        }
        if random.below(3) == 0 { request.filters.append(SearchFilter(key: "active", values: ["true"])) }
        request.order = SearchOrder.allCases[random.below(SearchOrder.allCases.count)]
        if random.below(2) == 0 { request.order = .relevance }
        if random.below(4) == 0 || request.order == .price || request.order == .priceDescending {
            request.price = PriceRange(currency: "EUR", minimum: 300, maximum: 1500)
        }
        request.facets = ["category", "tags", "attributes.color", "attributes.size", "active", "price"]
        request.depth = 1 + random.below(40)
        return request
    }

    private mutating func text(_ count: Int) -> String {
        (0..<count).map { _ in word() }.joined(separator: random.below(5) == 0 ? ", " : " ")
    }

    private mutating func word() -> String {
        // Few words are frequent.
        vocabulary[min(random.below(vocabulary.count), random.below(vocabulary.count))]
    }

    private static func misspelt(_ word: String, _ random: inout SplitMix64) -> String {
        var letters = Array(word)
        let place = random.below(letters.count)
        switch random.below(4) {
        case 0: letters[place] = "e"
        case 1: letters.insert("a", at: place)
        case 2: letters.remove(at: place)
        default: letters.swapAt(place, min(place + 1, letters.count - 1))
        }
        return letters.isEmpty ? word : String(letters)
    }
}
