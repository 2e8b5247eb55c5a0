package import MeshCore

/// A picture, a film or a document about a product, by its address; its position in the product's list is its order.
package struct ProductMedia: Codable, Sendable, Equatable {
    /// What it is.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case image, video, document
    }

    /// Where it is, over https.
    package var url: String
    package var kind: Kind
    /// What it shows, for those who do not see it.
    package var alt: String?

    package init(url: String, kind: Kind, alt: String? = nil) {
        self.url = url
        self.kind = kind
        self.alt = alt
    }

    /// Reads a link from JSON that fits the schema; nil when it does not.
    package init?(_ json: JSONValue) {
        guard let url = json["url"]?.stringValue, let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:))
        else { return nil }
        self.init(url: url, kind: kind, alt: json["alt"]?.stringValue)
    }

    /// The link as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["url": .string(url), "kind": .string(kind.rawValue)]
        object["alt"] = alt.map { .string($0) }
        return .object(object)
    }
}

extension ProductMedia: Described {
    package static let schema = JSONSchema.object(
        "ProductMedia", description: "A picture, a film or a document about a product.",
        [
            .required("url", ProductFields.mediaAddress),
            .required("kind", .enumeration(Kind.self)),
            .optional("alt", ProductFields.mediaWords),
        ])
}
