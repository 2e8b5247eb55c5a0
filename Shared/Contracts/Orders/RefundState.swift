/// Where a refund stands.
package enum RefundState: String, Codable, Sendable, CaseIterable {
    /// Decided; the provider has not confirmed it yet.
    case pending
    /// The provider has confirmed it.
    case succeeded
    /// The provider has refused it for good; the money counts as kept again.
    case failed
}
