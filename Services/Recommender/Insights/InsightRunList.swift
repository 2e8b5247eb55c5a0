package import MeshCore

/// The runs, the newest first.
package struct InsightRunList: Codable, Sendable, Equatable {
    package var items: [InsightRun]

    package init(items: [InsightRun]) { self.items = items }
}

extension InsightRunList: Described {
    package static let schema = JSONSchema.object(
        "InsightRunList", description: "The runs, the newest first.",
        [.required("items", .array(of: InsightRun.schema, count: 0...100))])
}
