/// The schemas of an array's elements by their positions, and of the rest.
struct ItemRules: Sendable {
    var prefix: [Int] = []
    /// `prefixItems`, or `items` before 2020-12.
    var prefixKeyword = "prefixItems"
    var rest: Int?
    /// `items`, or `additionalItems` before 2020-12.
    var restKeyword = "items"
}
