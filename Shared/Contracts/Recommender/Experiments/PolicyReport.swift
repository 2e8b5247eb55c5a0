package import MeshCore

/// What a policy would have brought for each answer, from what was done at random (off-policy).
package struct PolicyReport: Codable, Sendable, Equatable {
    /// How it is estimated.
    package enum Method: String, Codable, Sendable, CaseIterable {
        case inversePropensity, selfNormalized, doublyRobust
    }

    /// Who would decide: a variant alone, an arm alone, all arms evenly, or the bandit as it is now.
    package var policy: String
    package var method: Method
    package var value: Double
    package var low: Double
    package var high: Double
    /// Answers of the policy itself that would tell as much.
    package var effectiveCount: Double
    /// The share of answers whose weight was cut.
    package var clippedShare: Double

    package init(
        policy: String, method: Method, value: Double, low: Double, high: Double, effectiveCount: Double,
        clippedShare: Double
    ) {
        self.policy = policy
        self.method = method
        self.value = value
        self.low = low
        self.high = high
        self.effectiveCount = effectiveCount
        self.clippedShare = clippedShare
    }
}

extension PolicyReport: Described {
    package static let schema = JSONSchema.object(
        "PolicyReport", description: "What a policy would have brought for each answer, from what was done at random.",
        [
            .required(
                "policy",
                .string(
                    1...200,
                    description:
                        "A variant alone (variant), or of a slot one arm (variant/arm), all (variant/evenly), or the bandit as it is now (variant/bandit)."
                )),
            .required("method", .enumeration(Method.self)),
            .required("value", .number(description: "The reward of an answer, on average.")),
            .required("low", .number(description: "Of the 95 % interval.")), .required("high", ExperimentFields.figure),
            .required(
                "effectiveCount", .number(description: "Answers of the policy itself that would tell as much.")),
            .required("clippedShare", .number(0...1, description: "The share of answers whose weight was cut.")),
        ])
}
