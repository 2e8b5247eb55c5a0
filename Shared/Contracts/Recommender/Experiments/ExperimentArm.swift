package import MeshCore

/// One of the things that a slot may show: a product, or the first item of one of the lists that are blended.
package struct ExperimentArm: Codable, Sendable, Equatable {
    package var name: String
    /// A list, by its name.
    package var list: String?
    /// A product, by its own number.
    package var sku: String?

    package init(name: String, list: String? = nil, sku: String? = nil) {
        self.name = name
        self.list = list
        self.sku = sku
    }
}

extension ExperimentArm: Described {
    package static let schema = JSONSchema.object(
        "ExperimentArm", description: "What a slot may show: either a product or the first of a list.",
        [
            .required("name", ExperimentFields.name),
            .optional("list", ExperimentFields.list.describing("Its best item that is not shown above.")),
            .optional("sku", RecommenderFields.sku),
        ])
}
