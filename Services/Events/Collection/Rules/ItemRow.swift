import MeshCore

/// The row of one item, before it is known what its event's row says.
struct ItemRow {
    private let place: Int
    /// Only the item's own columns, which are scrubbed like the event's.
    var row = ProcessedRow()

    init(place: Int, item: PurchaseItem) {
        self.place = place
        row.set(.itemSku, item.sku)
        row.set(.itemName, item.name)
        row.set(.itemCategory, item.category)
        row.set(.itemBrand, item.brand)
        row.set(.itemVariant, item.variant)
        row[.itemPrice] = item.price.map { .int($0.amount) }
        row.set(.currency, item.price?.currency.description)
        row[.itemQuantity] = .int(item.quantity)
    }

    /// The row with what it shares with its event: all but the revenue, which is the whole order's, the goals and the
    /// properties, which are counted once.
    func completed(by event: ProcessedRow) -> ProcessedRow {
        var result = event
        result.set(.row, "\(event.text(.eventId) ?? "")/\(place)")
        result.set(.rowKind, "item")
        result[.revenue] = nil
        result.goals = []
        result.properties = JSONObject()
        result.traits = JSONObject()
        for column in [
            RowColumn.itemSku, .itemName, .itemCategory, .itemBrand, .itemVariant, .itemPrice, .itemQuantity, .currency,
        ] {
            if let value = row[column] { result[column] = value }
        }
        return result
    }
}
