package import MeshCore

/// One thing that is told: of a customer, a SKU, a moment.
package protocol InsightItem: Codable, Sendable, Described {
    static var kind: InsightKind { get }
    /// What it is about: no two items of a run have the same.
    var key: String { get }
    /// By what a list of them can be narrowed; nil where it cannot.
    var facet: String? { get }
    /// The account whose it is: it goes when that is erased. Nil for what is of nobody.
    var account: String? { get }
}

extension InsightItem {
    package var account: String? { nil }
}
