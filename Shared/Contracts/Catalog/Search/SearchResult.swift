package import MeshCore

/// A page of what a search has found.
package struct SearchResult: Codable, Sendable, Equatable {
    package var items: [Product]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?
    /// How many products match in all.
    package var totalHits: Int
    /// The counts that were asked for, in that order.
    package var facets: [SearchFacet]
    /// What matched in each item, in the items' order; empty without words.
    package var highlights: [SearchHighlight]

    package init(
        items: [Product], nextCursor: String? = nil, totalHits: Int, facets: [SearchFacet] = [],
        highlights: [SearchHighlight] = []
    ) {
        self.items = items
        self.nextCursor = nextCursor
        self.totalHits = totalHits
        self.facets = facets
        self.highlights = highlights
    }
}

extension SearchResult: Described {
    package static let schema = JSONSchema.object(
        "SearchResult", description: "A page of what a search has found.",
        [
            .required("items", .array(of: Product.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
            .required("totalHits", .integer(0..., description: "How many products match in all.")),
            .required("facets", .array(of: SearchFacet.schema, count: 0...16)),
            .required(
                "highlights",
                .array(
                    of: SearchHighlight.schema, count: 0...100,
                    description: "What matched in each item, in the items' order; empty without words.")),
        ])
}
