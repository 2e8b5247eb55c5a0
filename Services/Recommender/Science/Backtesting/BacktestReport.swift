/// How wrong a method is on what it had not seen, beside what anybody would say without it. Everything here reports in this shape.
package struct BacktestReport: Hashable, Sendable, Encodable {
    /// One figure of both.
    package struct Measure: Hashable, Sendable, Encodable {
        /// The field's word, with a unit where it has one.
        package let name: String
        package let value: Double
        package let baseline: Double
        package let isBetterWhenLower: Bool

        package init(_ name: String, _ value: Double, baseline: Double, isBetterWhenLower: Bool = true) {
            self.name = name
            self.value = value
            self.baseline = baseline
            self.isBetterWhenLower = isBetterWhenLower
        }

        /// Whether the method is better than the baseline by this figure.
        package var isWon: Bool { isBetterWhenLower ? value < baseline : value > baseline }
    }

    /// What was judged.
    package let method: String
    /// What it was held against.
    package let baseline: String
    /// What each had seen, and what it was asked.
    package let protocolText: String
    /// How many answers were judged.
    package let caseCount: Int
    /// The first is the one that decides.
    package let measures: [Measure]

    package init(method: String, baseline: String, protocolText: String, caseCount: Int, measures: [Measure]) {
        self.method = method
        self.baseline = baseline
        self.protocolText = protocolText
        self.caseCount = caseCount
        self.measures = measures
    }

    /// Whether the method is better than the baseline by the figure that decides.
    package var beatsBaseline: Bool { measures.first?.isWon ?? false }

    package subscript(_ name: String) -> Measure? { measures.first { $0.name == name } }

    private enum CodingKeys: String, CodingKey {
        case method, baseline, measures
        case protocolText = "protocol"
        case caseCount = "cases"
    }
}
