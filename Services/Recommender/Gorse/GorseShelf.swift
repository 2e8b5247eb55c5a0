import MeshCore

/// What Gorse's clients may be recommended: the shop's products, and the items that they have put in themselves.
struct GorseShelf: Sendable {
    let shelf: CatalogShelf
    /// Of items that were put in.
    private let categories: [UInt32: Set<String>]

    static let empty = GorseShelf(.empty, items: [])

    /// An item that was put in.
    struct Item: Sendable {
        let number: UInt32
        let item: GorseItem
        let time: Timestamp?
    }

    /// - Parameters:
    ///   - catalog: What the shop has; of two with one name, it is the one that a client has put in.
    ///   - same: Numbers that are another item's.
    init(_ catalog: CatalogShelf, items: [Item], same: [UInt32: UInt32] = [:]) {
        var entries: [UInt32: CatalogShelf.Entry] = [:]
        for (number, entry) in catalog.entries.enumerated() {
            if let entry { entries[UInt32(number)] = entry }
        }
        for one in items {
            entries[one.number] = CatalogShelf.Entry(
                id: one.item.id, sku: one.item.id, title: one.item.comment, category: one.item.categories.first ?? "",
                price: Money(amount: 0, currency: .eur), isOffered: !one.item.isHidden,
                createdAt: one.time ?? Timestamp(milliseconds: 0))
        }
        shelf = CatalogShelf(entries: entries, same: same)
        categories = Dictionary(items.map { ($0.number, Set($0.item.categories)) }, uniquingKeysWith: { $1 })
    }

    /// Whether an item may be shown, and is of a category.
    func isOffered(_ item: UInt32, in category: String?) -> Bool {
        guard let category, !category.isEmpty else { return shelf.isOffered(item) }
        guard let own = categories[item] else { return shelf.isOffered(item, in: category) }
        return shelf.isOffered(item) && own.contains(category)
    }
}
