package import MeshCore

/// All that a function found of one kind.
package struct InsightReport<Item: InsightItem>: Codable, Sendable {
    /// Nil where there is too little to judge it by.
    package var backtest: InsightBacktest?
    /// Why there is none, or why there are no items.
    package var note: String?
    package var items: [Item]

    package init(backtest: InsightBacktest?, note: String? = nil, items: [Item]) {
        self.backtest = backtest
        self.note = note
        self.items = items
    }
}

extension InsightReport: Described {
    package static var schema: JSONSchema {
        .object(
            "\(Item.self)Report", description: "All that a function found of one kind.",
            [
                .optional("backtest", InsightBacktest.schema), .optional("note", InsightFields.words),
                .required("items", .array(of: Item.schema, count: 0...InsightFields.mostItems)),
            ])
    }
}
