package import MeshCore

/// What answers about visitors' journeys (funnels, retention, paths, attribution) and the live view have in common.
package enum JourneyAnswer: Described {
    package static let schema = JSONSchema.object(
        "JourneyAnswer", description: "Results, and how exact and how fresh they are.",
        [
            .required("results", .any()),
            .required(
                "meta",
                .object(
                    additional: .allowed,
                    [.required("watermark", Timestamp.schema), .required("exact", .boolean())])),
        ])
}
