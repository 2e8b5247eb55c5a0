package import MeshCore

/// A value that neither trend nor season explain.
package struct AnomalyInsight: InsightItem, Equatable {
    package static let kind = InsightKind.anomalies

    /// What was measured: `sign-ins.failed`, `orders.cancelled`, `payments.declined`, `report.visitors`.
    package var metric: String
    /// The day or hour, by its first moment; the order's own, where it is of one.
    package var time: Timestamp
    package var value: Double
    package var expected: Double
    /// How far it is off, in robust standard deviations; below 0 when the value is too small.
    package var score: Double
    /// The order, the attempt to pay, the account or a guest's cart that it is about.
    package var subject: String?

    package var key: String { "\(metric) \(time) \(subject ?? "")" }
    package var facet: String? { metric }
    package var account: String? { subject }

    package init(
        metric: String, time: Timestamp, value: Double, expected: Double, score: Double, subject: String? = nil
    ) {
        self.metric = metric
        self.time = time
        self.value = value
        self.expected = expected
        self.score = score
        self.subject = subject
    }

    package static let schema = JSONSchema.object(
        "AnomalyInsight", description: "A value that neither trend nor season explain.",
        [
            .required("metric", .string(1...100)), .required("time", Timestamp.schema),
            .required("value", InsightFields.figure), .required("expected", InsightFields.figure),
            .required("score", InsightFields.figure.describing("In robust standard deviations.")),
            .optional(
                "subject",
                .string(
                    1...100,
                    description: "The order, the attempt to pay, the account or a guest's cart that it is about.")),
        ])
}
