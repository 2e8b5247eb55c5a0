package import MeshCore

/// What is done with notifications of a category on a channel: `PUT /v1/notifications/rules/{category}/{channel}`.
package struct PutCategoryRule: Codable, Sendable, Equatable {
    package var throttle: ThrottleSetting?
    /// For so long they are gathered for each recipient, to be told as one.
    package var digestSeconds: Int?

    package init(throttle: ThrottleSetting? = nil, digestSeconds: Int? = nil) {
        self.throttle = throttle
        self.digestSeconds = digestSeconds
    }
}

extension PutCategoryRule: Described {
    static let digest = JSONSchema.integer(
        1...2_592_000, description: "For so long they are gathered for each recipient, to be told as one.")

    package static let schema = JSONSchema.object(
        "PutCategoryRule", description: "What is done with notifications of a category on a channel.",
        [.optional("throttle", ThrottleSetting.schema), .optional("digestSeconds", digest)])
}
