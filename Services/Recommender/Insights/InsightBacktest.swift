package import MeshCore

/// How wrong a method is on what it had not seen, beside what anybody would say without it.
package struct InsightBacktest: Codable, Sendable, Equatable {
    /// One figure of both.
    package struct Measure: Codable, Sendable, Equatable {
        package var name: String
        package var value: Double
        package var baseline: Double

        package init(name: String, value: Double, baseline: Double) {
            self.name = name
            self.value = value
            self.baseline = baseline
        }
    }

    package var method: String
    /// What it was held against.
    package var baseline: String
    /// What each had seen, and what it was asked.
    package var `protocol`: String
    /// How many answers were judged.
    package var cases: Int
    /// The first one decides.
    package var measures: [Measure]
    /// Whether it is worth asking.
    package var beatsBaseline: Bool

    package init(
        method: String, baseline: String, protocol: String, cases: Int, measures: [Measure], beatsBaseline: Bool
    ) {
        self.method = method
        self.baseline = baseline
        self.protocol = `protocol`
        self.cases = cases
        self.measures = measures
        self.beatsBaseline = beatsBaseline
    }
}

extension InsightBacktest.Measure: Described {
    package static let schema = JSONSchema.object(
        "InsightMeasure", description: "A figure of a back-test, and the naive baseline's.",
        [
            .required("name", .string(1...100)), .required("value", InsightFields.figure),
            .required("baseline", InsightFields.figure),
        ])
}

extension InsightBacktest: Described {
    package static let schema = JSONSchema.object(
        "InsightBacktest",
        description: "How wrong a method is on what it had not seen, beside what anybody would say without it.",
        [
            .required("method", .string(1...200)), .required("baseline", .string(1...200)),
            .required("protocol", InsightFields.words), .required("cases", InsightFields.count),
            .required("measures", .array(of: Measure.schema, count: 0...20, description: "The first one decides.")),
            .required("beatsBaseline", .boolean(description: "Whether it is worth asking.")),
        ])
}
