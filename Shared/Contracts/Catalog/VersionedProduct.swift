/// What a conditional read found.
package enum VersionedProduct: Sendable, Equatable {
    /// The product, newer than the caller's copy.
    case changed(Product)
    /// The caller's copy is current.
    case notModified
}
