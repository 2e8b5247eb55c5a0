package import MeshCore

/// One run of the functions that reckon for the shop: a version of all that is told.
package struct InsightRun: Codable, Sendable, Equatable {
    /// How far it is.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Its functions run.
        case running
        /// It is what is told.
        case live
        /// It was told, and can still be asked for by its name.
        case retired
        /// It has found nothing.
        case failed
    }

    package var run: String
    package var state: State
    package var startedAt: Timestamp
    package var finishedAt: Timestamp?
    /// Nothing from then on was known to it.
    package var dataThrough: Timestamp?
    /// SHA-256 of what it reckoned with, in hexadecimal.
    package var checksum: String?
    package var results: [InsightResult]

    package init(run: String, state: State, startedAt: Timestamp, results: [InsightResult] = []) {
        self.run = run
        self.state = state
        self.startedAt = startedAt
        self.results = results
    }
}

extension InsightRun: Described {
    package static let schema = JSONSchema.object(
        "InsightRun", description: "One run of the functions that reckon for the shop: a version of all that is told.",
        [
            .required("run", InsightFields.run), .required("state", .enumeration(State.self)),
            .required("startedAt", Timestamp.schema), .optional("finishedAt", Timestamp.schema),
            .optional("dataThrough", .string(format: .dateTime, description: "Nothing from then on was known to it.")),
            .optional(
                "checksum", .string(pattern: "^[0-9a-f]{64}$", description: "SHA-256 of what it reckoned with.")),
            .required("results", .array(of: InsightResult.schema, count: 0...InsightKind.allCases.count)),
        ])
}
