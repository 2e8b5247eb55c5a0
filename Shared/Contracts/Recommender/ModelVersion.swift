package import MeshCore

/// One training of the models, and what became of it.
package struct ModelVersion: Codable, Sendable, Equatable {
    /// How far it is.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// It is asked for.
        case waiting
        /// An instance trains it.
        case training
        /// It is served.
        case live
        /// It was served, and can be again.
        case retired
        /// It was worse than what was served then.
        case rejected
        /// There is nothing to serve: the problem says why.
        case failed
    }

    package var version: Int64
    package var state: State
    package var createdAt: Timestamp
    package var finishedAt: Timestamp?
    /// Interactions until then were trained with; what came later it was judged by.
    package var trainedThrough: Timestamp?
    package var interactions: Int64?
    package var users: Int64?
    package var items: Int64?
    /// How good it was.
    package var metrics: ModelMetrics?
    /// How good the version that was served then was on the same interactions.
    package var present: ModelMetrics?
    /// How good recommending the most popular items to everybody was.
    package var popularity: ModelMetrics?
    /// The size of its file.
    package var bytes: Int64?
    /// SHA-256 of its file, in hexadecimal.
    package var checksum: String?
    /// Why it failed, or was not promoted.
    package var problem: String?

    package init(version: Int64, state: State, createdAt: Timestamp) {
        self.version = version
        self.state = state
        self.createdAt = createdAt
    }
}

extension ModelVersion: Described {
    package static let schema = JSONSchema.object(
        "ModelVersion", description: "One training of the models, and what became of it.",
        [
            .required("version", RecommenderFields.version),
            .required("state", .enumeration(State.self)),
            .required("createdAt", Timestamp.schema),
            .optional("finishedAt", Timestamp.schema),
            .optional(
                "trainedThrough",
                .string(format: .dateTime, description: "What came later it was judged by.")),
            .optional("interactions", RecommenderFields.count), .optional("users", RecommenderFields.count),
            .optional("items", RecommenderFields.count), .optional("metrics", ModelMetrics.schema),
            // The version that was served then, and the most popular items for everybody, on the same interactions.
            .optional("present", ModelMetrics.schema), .optional("popularity", ModelMetrics.schema),
            .optional("bytes", RecommenderFields.count.describing("The size of its file.")),
            .optional("checksum", .string(pattern: "^[0-9a-f]{64}$", description: "SHA-256 of its file.")),
            .optional("problem", .string(1...2000, description: "Why it failed, or was not promoted.")),
        ])
}
