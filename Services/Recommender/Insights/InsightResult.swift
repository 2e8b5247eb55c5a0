package import MeshCore

/// What a run has found of one kind, without the items.
package struct InsightResult: Codable, Sendable, Equatable {
    package var kind: InsightKind
    package var madeAt: Timestamp
    package var items: Int
    /// Nil where there is too little to judge it by.
    package var backtest: InsightBacktest?
    /// Why there is none, or why there are no items.
    package var note: String?

    package init(kind: InsightKind, madeAt: Timestamp, items: Int, backtest: InsightBacktest?, note: String?) {
        self.kind = kind
        self.madeAt = madeAt
        self.items = items
        self.backtest = backtest
        self.note = note
    }
}

extension InsightResult: Described {
    package static let schema = JSONSchema.object(
        "InsightResult", description: "What a run has found of one kind, without the items.",
        [
            .required("kind", .enumeration(InsightKind.self)), .required("madeAt", Timestamp.schema),
            .required("items", InsightFields.count), .optional("backtest", InsightBacktest.schema),
            .optional("note", InsightFields.words.describing("Why there is no back-test, or why there are no items.")),
        ])
}
