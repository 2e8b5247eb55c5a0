/// What becomes of the items that somebody dealt with already, when items are recommended.
package enum KnownItems: String, Hashable, Sendable, CaseIterable {
    /// They are not recommended: who has seen a film wants another.
    case excluded
    /// The last one is not: who looks at a product's page sees it.
    case lastExcluded
    /// They are recommended as others are: who bought bread buys it again.
    case included
}
