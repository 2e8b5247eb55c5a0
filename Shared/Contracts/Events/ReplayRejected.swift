package import MeshCore

/// Reads rejected events again: `POST /v1/collected/rejected/replay`. What was taken by an earlier replay is passed over.
package struct ReplayRejected: Codable, Sendable, Equatable {
    /// Where to begin; with the oldest that is kept when it is absent.
    package var offset: Int64?
    /// How many to look at, at most; 1000 when it is absent.
    package var limit: Int?
    /// Only those that were rejected for this reason (`schema`, `unknown_site`).
    package var reason: String?

    package init(offset: Int64? = nil, limit: Int? = nil, reason: String? = nil) {
        self.offset = offset
        self.limit = limit
        self.reason = reason
    }
}

extension ReplayRejected: Described {
    package static let schema = JSONSchema.object(
        "ReplayRejected", description: "Reads rejected events again.",
        [
            .optional("offset", EventsFields.offset.describing("Where to begin; with the oldest when it is absent.")),
            .optional("limit", .integer(1...10_000, description: "How many to look at; 1000 when it is absent.")),
            .optional("reason", .string(1...64, description: "Only those that were rejected for this reason.")),
        ])
}
