package import MeshCore

/// What the buyer has to do before the payment goes on.
package struct BuyerAction: Codable, Sendable, Equatable {
    /// For the payment provider's own script in the page that the buyer is on.
    package var clientSecret: String
    /// Where the buyer may do it instead; absent when there is no such page.
    package var url: String?

    package init(clientSecret: String, url: String? = nil) {
        self.clientSecret = clientSecret
        self.url = url
    }
}

extension BuyerAction: Described {
    package static let schema = JSONSchema.object(
        "BuyerAction", description: "What the buyer has to do before the payment goes on.",
        [
            .required("clientSecret", .string(1...1024)),
            .optional("url", .string(1...4096)),
        ])
}
