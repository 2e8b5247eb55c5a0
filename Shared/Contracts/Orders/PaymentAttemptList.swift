package import MeshCore

/// A page of attempts to pay, the newest first.
package struct PaymentAttemptList: Codable, Sendable, Equatable {
    package var items: [PaymentAttempt]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [PaymentAttempt], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension PaymentAttemptList: Described {
    package static let schema = JSONSchema.object(
        "PaymentAttemptList", description: "A page of attempts to pay, the newest first.",
        [
            .required("items", .array(of: PaymentAttempt.schema, count: 0...1000)),
            .optional("nextCursor", OrdersFields.nextCursor),
        ])
}
