package import MeshCore

/// What became of entries that were sent together. Those with an error are as they were; all others are done.
package struct PriceEntriesOutcome: Codable, Sendable, Equatable {
    /// Why one entry was not taken.
    package struct Refusal: Codable, Sendable, Equatable {
        /// Its position in the request, from 0.
        package var index: Int
        package var sku: String
        /// For programs: `unknown_sku`, `duplicate`, `empty_validity`, `too_many_entries`.
        package var code: String
        /// The same in words.
        package var message: String

        package init(index: Int, sku: String, code: String, message: String) {
            self.index = index
            self.sku = sku
            self.code = code
            self.message = message
        }
    }

    /// How many are new or other than before.
    package var changed: Int
    /// How many were so already, or not there to be removed.
    package var unchanged: Int
    /// How many are gone.
    package var removed: Int
    package var errors: [Refusal]

    package init(changed: Int = 0, unchanged: Int = 0, removed: Int = 0, errors: [Refusal] = []) {
        self.changed = changed
        self.unchanged = unchanged
        self.removed = removed
        self.errors = errors
    }
}

extension PriceEntriesOutcome: Described {
    private static let count = JSONSchema.integer(0...Int64(PriceFields.mostChanges))

    package static let schema = JSONSchema.object(
        "PriceEntriesOutcome", description: "What became of entries that were sent together.",
        [
            .required("changed", count.describing("How many are new or other than before.")),
            .required("unchanged", count.describing("How many were so already, or not there to be removed.")),
            .required("removed", count.describing("How many are gone.")),
            .required(
                "errors",
                .array(
                    of: .object([
                        .required("index", .integer(0..., description: "Its position in the request, from 0.")),
                        .required("sku", ProductFields.sku),
                        .required("code", .string(description: "Why, for programs.")),
                        .required("message", .string(description: "The same in words.")),
                    ]), count: 0...PriceFields.mostChanges)),
        ])
}
