package import MeshCore

/// Why an item is recommended.
package struct RecommendationReason: Codable, Sendable, Equatable {
    /// What speaks for it.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// The user bought something that it goes with.
        case bought
        /// The user put something into the cart that it goes with.
        case inCart
        /// The user looked at something that it goes with.
        case viewed
        /// It goes with the item that was asked about.
        case similar
        /// It is bought together with something.
        case together
        /// It is dealt with more than its past lets one expect.
        case trending
        /// Many deal with it.
        case popular
        /// It is new in a category that the user likes.
        case new
    }

    package var kind: Kind
    /// What it goes with; nil for what needs nothing else.
    package var sku: String?
    /// The title of what it goes with.
    package var title: String?
    /// The same in a sentence, in English.
    package var text: String

    package init(kind: Kind, sku: String? = nil, title: String? = nil, text: String) {
        self.kind = kind
        self.sku = sku
        self.title = title
        self.text = text
    }
}

extension RecommendationReason: Described {
    package static let schema = JSONSchema.object(
        "RecommendationReason", description: "Why an item is recommended.",
        [
            .required("kind", .enumeration(Kind.self, description: "What speaks for it.")),
            .optional("sku", RecommenderFields.sku.describing("What it goes with.")),
            .optional("title", RecommenderFields.title.describing("The title of what it goes with.")),
            .required("text", .string(1...400, description: "The same in a sentence, in English.")),
        ])
}
