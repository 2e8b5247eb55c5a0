package import MeshCore

/// A place of an answer for which a bandit chooses (Thompson sampling).
package struct ExperimentSlot: Codable, Sendable, Equatable {
    /// The place in the answer, from 1.
    package var position: Int
    package var arms: [ExperimentArm]
    /// After so many seconds without an outcome what was shown counts as a failure; 600 when absent.
    package var feedbackSeconds: Int64?
    /// No arm is shown less often; 0.01 when absent.
    package var floor: Double?

    package init(position: Int, arms: [ExperimentArm], feedbackSeconds: Int64? = nil, floor: Double? = nil) {
        self.position = position
        self.arms = arms
        self.feedbackSeconds = feedbackSeconds
        self.floor = floor
    }
}

extension ExperimentSlot: Described {
    package static let schema = JSONSchema.object(
        "ExperimentSlot", description: "A place of an answer for which a bandit chooses.",
        [
            .required(
                "position",
                .integer(1...Int64(RecommenderFields.mostItems), description: "The place in the answer, from 1.")),
            .required("arms", .array(of: ExperimentArm.schema, count: 2...ExperimentFields.most)),
            .optional(
                "feedbackSeconds",
                .integer(
                    1...(7 * 86_400),
                    description: "After so long without an outcome what was shown is a failure; 600 when absent.")),
            .optional("floor", .number(0...0.2, description: "No arm is shown less often; 0.01 when absent.")),
        ])
}
