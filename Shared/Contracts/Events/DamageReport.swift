package import MeshCore

/// Records that are lost because their bytes on disk are not what was written.
package struct DamageReport: Codable, Sendable, Equatable {
    package var firstOffset: Int64
    /// The first offset after them.
    package var nextOffset: Int64
    package var reason: String

    package init(firstOffset: Int64, nextOffset: Int64, reason: String) {
        self.firstOffset = firstOffset
        self.nextOffset = nextOffset
        self.reason = reason
    }
}

extension DamageReport: Described {
    package static let schema = JSONSchema.object(
        "DamageReport", description: "Records that are lost because their bytes on disk are not what was written.",
        [
            .required("firstOffset", EventsFields.offset),
            .required("nextOffset", EventsFields.offset.describing("The first offset after them.")),
            .required("reason", .string()),
        ])
}
