/// What is there of each product: a table with the columns sku, onHand and, where something is under way, onOrder.
struct StockLevels {
    struct Level {
        let onHand: Double
        let onOrder: Double
    }

    let levels: [String: Level]

    /// - Throws: ``InputProblem``, also for a product that stands in the table twice.
    init(_ table: InputTable) throws {
        var levels: [String: Level] = [:]
        for row in table.rows {
            let sku = try table.requiredText("sku", in: row)
            guard levels[sku.text] == nil else {
                throw table.problem(row, sku, "\(InputTable.quoted(sku.text)) stands in the table twice")
            }
            levels[sku.text] = Level(
                onHand: try table.requiredNumber("onHand", in: row, from: 0),
                onOrder: try table.number("onOrder", in: row, from: 0) ?? 0)
        }
        self.levels = levels
    }
}
