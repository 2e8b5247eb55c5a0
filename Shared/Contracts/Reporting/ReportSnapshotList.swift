package import MeshCore

/// The snapshots of a report that are kept, the newest first: `GET /v1/reports/saved/{report}/snapshots`.
package struct ReportSnapshotList: Codable, Sendable, Equatable {
    package var items: [ReportSnapshot]

    package init(items: [ReportSnapshot]) {
        self.items = items
    }
}

extension ReportSnapshotList: Described {
    package static let schema = JSONSchema.object(
        "ReportSnapshotList", description: "The snapshots of a report that are kept, the newest first.",
        [.required("items", .array(of: ReportSnapshot.schema, count: 0...ReportingFields.mostSnapshots))])
}
