package import MeshCore

/// What came of a variant's answers, by one metric.
package struct MetricReport: Codable, Sendable, Equatable {
    package var metric: ExperimentMetric
    /// Answers with an outcome.
    package var outcomes: Int64
    /// Units with an outcome.
    package var convertedUnits: Int64
    /// The share of units with an outcome, and against the control.
    package var conversion: Double
    package var conversionUplift: ComparisonReport?
    /// The share of answers with an outcome, and against the control.
    package var rate: Double
    package var rateUplift: ComparisonReport?
    /// Answers with an outcome of a unit, on average, and against the control.
    package var perUnit: Double
    package var perUnitUplift: ComparisonReport?

    package init(
        metric: ExperimentMetric, outcomes: Int64, convertedUnits: Int64, conversion: Double, rate: Double,
        perUnit: Double
    ) {
        self.metric = metric
        self.outcomes = outcomes
        self.convertedUnits = convertedUnits
        self.conversion = conversion
        self.rate = rate
        self.perUnit = perUnit
    }
}

extension MetricReport: Described {
    package static let schema = JSONSchema.object(
        "MetricReport", description: "What came of a variant's answers, by one metric.",
        [
            .required("metric", ExperimentMetric.schema),
            .required("outcomes", RecommenderFields.count.describing("Answers with an outcome.")),
            .required("convertedUnits", RecommenderFields.count.describing("Units with an outcome.")),
            .required("conversion", .number(0...1, description: "The share of units with an outcome.")),
            .optional("conversionUplift", ComparisonReport.schema),
            .required("rate", .number(0...1, description: "The share of answers with an outcome.")),
            .optional("rateUplift", ComparisonReport.schema),
            .required("perUnit", .number(description: "Answers with an outcome of a unit, on average.")),
            .optional("perUnitUplift", ComparisonReport.schema),
        ])
}
