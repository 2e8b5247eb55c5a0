package import MeshCore

/// A group of customers who are alike.
package struct SegmentInsight: InsightItem, Equatable {
    package static let kind = InsightKind.segments

    /// What marks it, in a word or two.
    package var segment: String
    package var customers: Int
    /// Its middle, by features and in their units: days, purchases, money, visits.
    package var centre: [String: Double]

    package var key: String { segment }
    package var facet: String? { nil }

    package init(segment: String, customers: Int, centre: [String: Double]) {
        self.segment = segment
        self.customers = customers
        self.centre = centre
    }

    package static let schema = JSONSchema.object(
        "SegmentInsight", description: "A group of customers who are alike.",
        [
            .required("segment", .string(1...100, description: "What marks it.")),
            .required("customers", InsightFields.count),
            .required(
                "centre",
                .map(of: InsightFields.figure, maximumCount: 20, description: "Its middle: days, purchases, money.")),
        ])
}
