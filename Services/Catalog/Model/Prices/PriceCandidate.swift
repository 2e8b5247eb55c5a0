import MeshCore

/// An entry of one of the lists that have prices for an SKU.
struct PriceCandidate: Equatable, Sendable {
    /// The list's number in the store.
    let list: Int64
    let minQuantity: Int64
    let validity: Validity
    let amount: Int64
}
