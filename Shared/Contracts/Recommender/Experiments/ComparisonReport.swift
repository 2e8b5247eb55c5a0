package import MeshCore

/// How a variant differs from the control in one figure.
package struct ComparisonReport: Codable, Sendable, Equatable {
    package var difference: Double
    /// Between these the difference lies, with 95 %, for who looks once at the end.
    package var low: Double
    package var high: Double
    /// The difference as a share of the control's figure.
    package var relative: Double?
    package var relativeLow: Double?
    package var relativeHigh: Double?
    /// How probable as great a difference would be if there were none.
    package var pValue: Double
    /// Between these it lies, with 95 %, for who looks whenever they like.
    package var anytimeLow: Double
    package var anytimeHigh: Double

    package init(
        difference: Double, low: Double, high: Double, pValue: Double, anytimeLow: Double, anytimeHigh: Double
    ) {
        self.difference = difference
        self.low = low
        self.high = high
        self.pValue = pValue
        self.anytimeLow = anytimeLow
        self.anytimeHigh = anytimeHigh
    }
}

extension ComparisonReport: Described {
    package static let schema = JSONSchema.object(
        "ComparisonReport", description: "How a variant differs from the control in one figure.",
        [
            .required("difference", ExperimentFields.figure),
            .required("low", .number(description: "Of the 95 % interval for who looks once, at the end.")),
            .required("high", ExperimentFields.figure),
            .optional("relative", .number(description: "The difference as a share of the control's figure.")),
            .optional("relativeLow", ExperimentFields.figure), .optional("relativeHigh", ExperimentFields.figure),
            .required("pValue", ExperimentFields.chance),
            .required("anytimeLow", .number(description: "Of the 95 % interval for who looks whenever they like.")),
            .required("anytimeHigh", ExperimentFields.figure),
        ])
}
