package import MeshCore

/// What is expected to be sold of a SKU, and what to order.
package struct DemandInsight: InsightItem, Equatable {
    package static let kind = InsightKind.demand

    /// What is expected of a day.
    package struct Day: Codable, Sendable, Equatable {
        package var mean: Double
        /// Nine of ten outcomes lie between the two.
        package var low: Double
        package var high: Double

        package init(mean: Double, low: Double, high: Double) {
            self.mean = mean
            self.low = low
            self.high = high
        }
    }

    /// What to order now.
    package struct Reorder: Codable, Sendable, Equatable {
        /// An order is due when no more than this is on hand.
        package var point: Double
        /// How many to order; 0 for none.
        package var quantity: Int
        /// How likely it is that the stock does not last until an order of the next day could arrive.
        package var risk: Double

        package init(point: Double, quantity: Int, risk: Double) {
            self.point = point
            self.quantity = quantity
            self.risk = risk
        }
    }

    package var sku: String
    /// The method that was best on the SKU's past.
    package var method: String
    /// Days of sales that it was reckoned from.
    package var history: Int
    /// Of all days together.
    package var total: Double
    /// The first one is the day after the data.
    package var days: [Day]
    package var backtest: InsightBacktest?
    /// What can be sold; absent for what was never stocked.
    package var onHand: Double?
    package var reorder: Reorder?

    package var key: String { sku }
    package var facet: String? { (reorder?.quantity ?? 0) > 0 ? "order" : "enough" }

    package init(
        sku: String, method: String, history: Int, total: Double, days: [Day], backtest: InsightBacktest?,
        onHand: Double?, reorder: Reorder?
    ) {
        self.sku = sku
        self.method = method
        self.history = history
        self.total = total
        self.days = days
        self.backtest = backtest
        self.onHand = onHand
        self.reorder = reorder
    }

    package static let schema = JSONSchema.object(
        "DemandInsight", description: "What is expected to be sold of a SKU, and what to order.",
        [
            .required("sku", InsightFields.sku), .required("method", .string(1...100)),
            .required("history", InsightFields.count.describing("Days of sales that it was reckoned from.")),
            .required("total", InsightFields.figure.describing("Of all days together.")),
            .required(
                "days",
                .array(
                    of: .object(
                        "DemandDay", description: "What is expected of a day; nine of ten outcomes lie in between.",
                        [
                            .required("mean", InsightFields.figure), .required("low", InsightFields.figure),
                            .required("high", InsightFields.figure),
                        ]), count: 0...1000, description: "The first one is the day after the data.")),
            .optional("backtest", InsightBacktest.schema), .optional("onHand", InsightFields.figure),
            .optional(
                "reorder",
                .object(
                    "Reorder", description: "What to order now.",
                    [
                        .required("point", InsightFields.figure.describing("An order is due at this stock.")),
                        .required("quantity", InsightFields.count),
                        .required("risk", InsightFields.share.describing("That the stock does not last.")),
                    ])),
        ])
}
