/// Where a cart stands.
package enum CartState: String, Codable, Sendable, CaseIterable {
    /// May be filled, and checked out.
    case open
    /// A checkout holds it: nothing about it changes until that has ended.
    case checkingOut = "checking_out"
    /// Has become an order.
    case checkedOut = "checked_out"
    /// A guest's that was put into an account's.
    case merged
}
