import MeshCore

/// What the catalog has, by the numbers of items: made when something has changed, and never changed afterwards.
struct CatalogShelf: Sendable {
    /// A product.
    struct Entry: Sendable, Equatable {
        let id: String
        let sku: String
        let title: String
        let category: String
        let price: Money
        /// Whether it can be bought now: neither withdrawn nor sold out.
        let isOffered: Bool
        let createdAt: Timestamp
    }

    /// By number; nil for what the catalog does not know.
    let entries: [Entry?]
    /// Whether each can be bought: asked for thousands of items by each answer.
    private let offered: [Bool]
    /// Numbers that turned out to be another item's.
    private let others: [UInt32: UInt32]
    /// What can be bought of each category, the newest first.
    private let newest: [String: [UInt32]]

    static let empty = CatalogShelf(entries: [:], same: [:])

    /// So many of a category are looked at when something new is wanted.
    private static let newestLimit = 100

    /// - Parameters:
    ///   - entries: Products by their items' numbers.
    ///   - same: Numbers that are another item's.
    init(entries: [UInt32: Entry], same others: [UInt32: UInt32]) {
        var places = [Entry?](repeating: nil, count: entries.keys.max().map { Int($0) + 1 } ?? 0)
        for (item, entry) in entries { places[Int(item)] = entry }
        self.entries = places
        self.offered = places.map { $0?.isOffered ?? false }
        self.others = others
        newest = Dictionary(grouping: entries.filter { $0.value.isOffered }, by: \.value.category).mapValues { group in
            group.sorted { ($1.value.createdAt, $1.key) < ($0.value.createdAt, $0.key) }.prefix(Self.newestLimit)
                .map(\.key)
        }
    }

    /// The item that a number stands for.
    func item(_ number: UInt32) -> UInt32 { others.isEmpty ? number : others[number] ?? number }

    /// A product; nil for what the catalog does not know.
    func entry(_ item: UInt32) -> Entry? { Int(item) < entries.count ? entries[Int(item)] : nil }

    /// Whether an item can be bought now, and is of a category or one below it.
    func isOffered(_ item: UInt32, in category: String? = nil) -> Bool {
        guard Int(item) < offered.count, offered[Int(item)] else { return false }
        guard let category, let entry = entry(item) else { return category == nil }
        return entry.category == category || entry.category.hasPrefix("\(category)/")
    }

    /// What can be bought of a category itself, the newest first.
    func newest(in category: String) -> [UInt32] { newest[category] ?? [] }
}
