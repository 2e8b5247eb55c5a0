package import MeshCore

/// Whether a customer may have gone, and when the next purchase is to be expected.
package struct CustomerInsight: InsightItem, Equatable {
    package static let kind = InsightKind.customers

    package var customer: String
    /// How likely nothing is bought within the horizon.
    package var churn: Double
    /// How likely the customer is still one, by the model of purchases.
    package var alive: Double?
    /// How likely something is bought within the horizon, by the same.
    package var purchase: Double?
    /// When the next purchase has come with a probability of one half, if the customer has not gone.
    package var nextPurchase: Timestamp?

    package var key: String { customer }
    package var account: String? { customer }
    package var facet: String? { churn >= 0.5 ? "leaving" : "staying" }

    package init(customer: String, churn: Double) {
        self.customer = customer
        self.churn = churn
    }

    package static let schema = JSONSchema.object(
        "CustomerInsight",
        description: "Whether a customer may have gone, and when the next purchase is to be expected.",
        [
            .required("customer", InsightFields.customer),
            .required("churn", InsightFields.share.describing("That nothing is bought within the horizon.")),
            .optional("alive", InsightFields.share.describing("That the customer is still one.")),
            .optional("purchase", InsightFields.share.describing("That something is bought within the horizon.")),
            .optional("nextPurchase", Timestamp.schema),
        ])
}
