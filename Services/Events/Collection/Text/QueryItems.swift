import MeshCore

/// The items of a query or of a form in their order.
package struct QueryItems: Hashable, Sendable {
    package private(set) var items: [Item] = []

    /// A name and its value.
    package struct Item: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    /// Takes a query without its question mark (the URL standard's `application/x-www-form-urlencoded`); an item whose
    /// escapes are broken is kept as it is written.
    package init(_ query: String) {
        for part in query.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides.count == 2 ? sides[1] : ""
            items.append(Item(name: Self.decoded(sides[0]), value: Self.decoded(value)))
        }
    }

    private static func decoded(_ text: Substring) -> String {
        PercentEncoding.decode(text, plus: .isSpace) ?? String(text)
    }

    /// The first value of a name; nil when there is none or it is empty.
    package subscript(_ name: String) -> String? {
        items.first { $0.name == name && !$0.value.isEmpty }?.value
    }
}
