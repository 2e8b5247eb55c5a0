package import MeshCore

/// What an answer of the query API looks like.
package enum StatsAnswer: Described {
    package static let schema = JSONSchema.object(
        "StatsAnswer", description: "Rows, and how exact and how fresh they are.",
        [
            .required(
                "results",
                .array(
                    of: .object(
                        additional: .allowed,
                        [.required("dimensions", .array(of: .string())), .required("metrics", .array(of: .any()))]))),
            .required(
                "meta",
                .object(
                    additional: .allowed,
                    [
                        .required(
                            "watermark", Timestamp.schema.describing("All that was taken in before is counted.")),
                        .required("exact", .boolean(description: "Whether every count of visitors is exact.")),
                    ])),
            .required("query", .any(description: "The question as it was understood.")),
        ])
}
