/// What somebody did with an item.
package enum SignalKind: String, Hashable, Sendable, CaseIterable {
    /// Its page was looked at.
    case view
    /// It was chosen from what a search had found.
    case search
    /// It was put into a cart.
    case cart
    case purchase
    /// It was given a rating; the strength says which.
    case rating
}
