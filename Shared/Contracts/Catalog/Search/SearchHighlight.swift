package import MeshCore

/// Where the words of a search stand in a product: HTML, escaped, with `<mark>` around what matched.
package struct SearchHighlight: Codable, Sendable, Equatable {
    package var title: String
    /// The part of the description around the first match; its beginning when nothing in it matched.
    package var description: String
    /// Absent when nothing in it matched.
    package var sku: String?
    /// Absent when nothing in it matched.
    package var category: String?

    package init(title: String, description: String, sku: String? = nil, category: String? = nil) {
        self.title = title
        self.description = description
        self.sku = sku
        self.category = category
    }
}

extension SearchHighlight: Described {
    private static func html(_ description: String) -> JSONSchema { .string(description: description) }

    package static let schema = JSONSchema.object(
        "SearchHighlight", description: "HTML, escaped, with <mark> around what matched.",
        [
            .required("title", html("The whole title.")),
            .required("description", html("The part around the first match.")),
            .optional("sku", html("Absent when nothing in it matched.")),
            .optional("category", html("Absent when nothing in it matched.")),
        ])
}
