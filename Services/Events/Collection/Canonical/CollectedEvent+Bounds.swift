import MeshCore

extension CollectedEvent {
    /// Leaves out what is told of a person rather than of a visit.
    mutating func forgetPersons() {
        traits = JSONObject()
        relatedID = nil
        visitor.userID = nil
        visitor.sessionID = nil
    }
}

extension Campaign {
    /// The same with each text held to 1,024 characters; an empty one is none.
    var bounded: Campaign {
        Campaign(
            source: TextBound.filled(source, to: 1024), medium: TextBound.filled(medium, to: 1024),
            name: TextBound.filled(name, to: 1024), term: TextBound.filled(term, to: 1024),
            content: TextBound.filled(content, to: 1024), id: TextBound.filled(id, to: 1024), clickID: clickID)
    }
}

extension PurchaseItem {
    /// The same with each text held to its length.
    var bounded: PurchaseItem {
        PurchaseItem(
            sku: TextBound.cut(sku, to: 512), name: TextBound.filled(name, to: 1024),
            category: TextBound.filled(category, to: 1024), brand: TextBound.filled(brand, to: 1024),
            variant: TextBound.filled(variant, to: 1024), price: price, quantity: quantity)
    }
}
