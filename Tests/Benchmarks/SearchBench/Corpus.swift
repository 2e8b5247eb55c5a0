import Foundation
import MeshCore

/// The products of a shop that does not exist: some 35 words each from a vocabulary in which few words are frequent (Zipf),
/// three attributes, up to three tags, 200 categories of three levels. A seed makes the same ones each time.
struct Corpus {
    /// One of them.
    struct Item {
        let sku: String
        let title: String
        let description: String
        let category: String
        let tags: [String]
        let attributes: [String: String]
        let amount: Int
        let active: Bool
    }

    static let colors = (0..<24).map { "color\($0)" }
    private static let sizes = ["xs", "s", "m", "l", "xl"]
    private static let categories = (0..<200).map { "c\($0 % 12)/s\($0 % 40)/l\($0)" }

    private let vocabulary: Vocabulary
    private var random: SplitMix64
    private var count = 0

    init(_ vocabulary: Vocabulary, seed: UInt64 = 7) {
        self.vocabulary = vocabulary
        random = SplitMix64(seed: seed)
    }

    /// The next product.
    mutating func next() -> Item {
        count += 1
        let tags = Set((0..<random.below(4)).map { _ in "tag\(earlier(300))" })
        return Item(
            sku: "SKU-\(1_000_000 + count)", title: words(3 + random.below(5)),
            description: words(10 + random.below(25)),
            category: Self.categories[random.below(Self.categories.count)], tags: tags.sorted(),
            attributes: [
                "color": Self.colors[random.below(Self.colors.count)],
                "size": Self.sizes[random.below(Self.sizes.count)],
                "brand": "brand\(earlier(800))",
            ],
            amount: random.below(100_000), active: random.below(20) > 0)
    }

    private mutating func words(_ count: Int) -> String {
        (0..<count).map { _ in vocabulary.word(&random) }.joined(separator: " ")
    }

    /// A number below a bound, the smaller ones more often.
    private mutating func earlier(_ bound: Int) -> Int {
        min(random.below(bound), random.below(bound))
    }
}

extension Corpus.Item {
    /// The product as an import takes it.
    var json: JSONValue {
        [
            "sku": .string(sku), "title": .string(title), "description": .string(description),
            "category": .string(category), "tags": .array(tags.map { .string($0) }),
            "attributes": .object(
                JSONObject(attributes.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            "price": ["amount": .int(Int64(amount)), "currency": "EUR"], "active": .bool(active),
        ]
    }
}
