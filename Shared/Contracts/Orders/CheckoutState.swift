/// Where a checkout stands.
package enum CheckoutState: String, Codable, Sendable, CaseIterable {
    /// It goes on by itself.
    case running
    /// The buyer must agree to the payment first (3-D Secure).
    case needsBuyer = "needs_buyer"
    /// It has become a paid order.
    case paid
    /// Nothing comes of it; what was done is being undone.
    case ending
    /// Nothing came of it: the goods are back, and no money was taken.
    case failed
}
