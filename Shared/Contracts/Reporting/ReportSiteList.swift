package import MeshCore

/// A page of the sites that the caller may read: `GET /v1/reports/sites`.
package struct ReportSiteList: Codable, Sendable, Equatable {
    package var items: [ReportSite]
    package var nextCursor: String?

    package init(items: [ReportSite], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension ReportSiteList: Described {
    package static let schema = JSONSchema.object(
        "ReportSiteList", description: "A page of the sites that the caller may read.",
        [
            .required("items", .array(of: ReportSite.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last.")),
        ])
}
