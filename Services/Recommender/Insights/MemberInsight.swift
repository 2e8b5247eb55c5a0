package import MeshCore

/// Which group a customer is in.
package struct MemberInsight: InsightItem, Equatable {
    package static let kind = InsightKind.members

    package var customer: String
    package var segment: String

    package var key: String { customer }
    package var account: String? { customer }
    package var facet: String? { segment }

    package init(customer: String, segment: String) {
        self.customer = customer
        self.segment = segment
    }

    package static let schema = JSONSchema.object(
        "MemberInsight", description: "Which group a customer is in.",
        [.required("customer", InsightFields.customer), .required("segment", .string(1...100))])
}
