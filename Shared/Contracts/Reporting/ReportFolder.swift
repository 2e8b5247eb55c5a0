package import MeshCore

/// A folder below the one that the operator allows (`--delivery-folder`), to which the files of a scheduled report go.
package struct ReportFolder: Codable, Sendable, Equatable {
    /// Relative, with slashes between its parts; made where it is not there.
    package var path: String

    package init(path: String) {
        self.path = path
    }
}

extension ReportFolder: Described {
    package static let schema = JSONSchema.object(
        "ReportFolder", description: "A folder below the one that the operator allows.",
        [
            .required("kind", .constant("folder")),
            .required(
                "path",
                .string(
                    1...200, pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$",
                    description: "Relative; made where it is not there."
                ).example("weekly/shop")),
        ])
}
