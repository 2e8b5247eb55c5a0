package import MeshCore

/// A page of the saved reports that the caller may read: `GET /v1/reports/saved`.
package struct SavedReportList: Codable, Sendable, Equatable {
    package var items: [SavedReport]
    package var nextCursor: String?

    package init(items: [SavedReport], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension SavedReportList: Described {
    package static let schema = JSONSchema.object(
        "SavedReportList", description: "A page of the saved reports that the caller may read.",
        [
            .required("items", .array(of: SavedReport.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last.")),
        ])
}
