package import MeshCore

/// How an import of products stands.
package struct ImportReport: Codable, Sendable, Equatable {
    /// Where it stands.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Rows are being taken; or the process ended meanwhile, and nobody has sent the file again.
        case running
        /// The upload ended early; the file, sent again under the same id, goes on behind the last row that was taken.
        case interrupted
        case completed
    }

    /// What becomes of rows whose sku is there already.
    package enum Mode: String, Codable, Sendable, CaseIterable {
        /// They take the product's place.
        case upsert
        /// They fail.
        case create
    }

    package var id: String
    package var state: State
    package var mode: Mode
    /// Bytes of the file behind which nothing need be sent again.
    package var bytes: Int64
    /// Rows that were read.
    package var rows: Int64
    package var created: Int64
    package var updated: Int64
    /// Rows that said what was there already.
    package var unchanged: Int64
    package var failed: Int64
    /// The first rows that failed.
    package var errors: [FailedRow]
    package var startedAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: String, state: State, mode: Mode, bytes: Int64, rows: Int64, created: Int64, updated: Int64,
        unchanged: Int64, failed: Int64, errors: [FailedRow], startedAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.state = state
        self.mode = mode
        self.bytes = bytes
        self.rows = rows
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
        self.failed = failed
        self.errors = errors
        self.startedAt = startedAt
        self.updatedAt = updatedAt
    }
}

extension ImportReport: Described {
    package static let schema = JSONSchema.object(
        "ImportReport", description: "How an import of products stands.",
        [
            .required("id", ProductFields.importID),
            .required("state", .enumeration(State.self)),
            .required("mode", .enumeration(Mode.self)),
            .required("bytes", .integer(0..., description: "Bytes of the file behind which nothing is sent again.")),
            .required("rows", .integer(0..., description: "Rows that were read.")),
            .required("created", .integer(0...)),
            .required("updated", .integer(0...)),
            .required("unchanged", .integer(0..., description: "Rows that said what was there already.")),
            .required("failed", .integer(0...)),
            .required(
                "errors", .array(of: FailedRow.schema, count: 0...20, description: "The first rows that failed.")),
            .required("startedAt", .string(format: .dateTime)),
            .required("updatedAt", .string(format: .dateTime)),
        ])
}
