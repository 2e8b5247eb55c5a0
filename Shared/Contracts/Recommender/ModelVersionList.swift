package import MeshCore

/// The trainings of the models, the newest first.
package struct ModelVersionList: Codable, Sendable, Equatable {
    package var items: [ModelVersion]

    package init(items: [ModelVersion]) {
        self.items = items
    }
}

extension ModelVersionList: Described {
    package static let schema = JSONSchema.object(
        "ModelVersionList", description: "The trainings of the models, the newest first.",
        [.required("items", .array(of: ModelVersion.schema, count: 0...100))])
}
