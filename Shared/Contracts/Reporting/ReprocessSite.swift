package import MeshCore

/// Has a site's reports made anew: `POST /v1/reports/sites/{site}/reprocess`.
package struct ReprocessSite: Codable, Sendable, Equatable {
    /// The version of the site's rules to do it with.
    package var version: Int64

    package init(version: Int64) {
        self.version = version
    }
}

extension ReprocessSite: Described {
    package static let schema = JSONSchema.object(
        "ReprocessSite", description: "Has a site's reports made anew.",
        [.required("version", ReportingFields.version)])
}
