package import MeshCore

/// What is recommended, the best first.
package struct RecommendationList: Codable, Sendable, Equatable {
    package var items: [Recommendation]
    /// The version of the models that were asked; nil while none was trained.
    package var model: Int64?
    /// Whether all was counted that the log held when it was asked; nil unless that was asked for.
    package var fresh: Bool?
    /// By which experiment it was made; nil where none is tried on who asks.
    package var shown: ShownVariant?

    package init(
        items: [Recommendation], model: Int64? = nil, fresh: Bool? = nil, shown: ShownVariant? = nil
    ) {
        self.items = items
        self.model = model
        self.fresh = fresh
        self.shown = shown
    }
}

extension RecommendationList: Described {
    package static let schema = JSONSchema.object(
        "RecommendationList", description: "What is recommended, the best first.",
        [
            .required("items", .array(of: Recommendation.schema, count: 0...RecommenderFields.mostItems)),
            .optional(
                "model",
                RecommenderFields.version.describing("The models that were asked; absent while there are none.")),
            .optional(
                "fresh",
                .boolean(description: "Whether all was counted that the log held then; absent unless asked for.")),
            .optional("shown", ShownVariant.schema),
        ])
}
