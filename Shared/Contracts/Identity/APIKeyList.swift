package import MeshCore

/// The API keys of an account, the newest first; their number is bounded, so there is one page.
package struct APIKeyList: Codable, Sendable, Equatable {
    package var items: [APIKey]

    package init(items: [APIKey]) { self.items = items }
}

extension APIKeyList: Described {
    package static let schema = JSONSchema.object(
        "APIKeyList", description: "The API keys of an account, the newest first.",
        [.required("items", .array(of: APIKey.schema))])
}
