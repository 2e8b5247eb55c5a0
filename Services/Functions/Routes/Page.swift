/// A part of a list, and where the next one begins.
struct Page<Item> {
    let items: [Item]
    /// What the next page is asked for with; nil at the end.
    let marker: String?

    /// - Parameters:
    ///   - all: In the order of their keys.
    ///   - after: The key of the last one that was seen.
    init(_ all: [Item], after: String?, limit: Int, key: (Item) -> String) {
        let rest = all.filter { item in after.map { key(item) > $0 } ?? true }
        items = Array(rest.prefix(limit))
        marker = rest.count > limit ? items.last.map(key) : nil
    }
}
