import CatalogAPI
import MeshCore

/// Where a list's entries go on: behind this one.
struct PriceEntryPosition: Codable, Equatable, Sendable {
    let sku: String
    let minQuantity: Int64
    /// Its beginning in milliseconds since 1970; the smallest number for one without.
    let from: Int64

    init(_ entry: PriceEntry) {
        sku = entry.sku
        minQuantity = entry.minQuantity
        from = entry.validFrom?.milliseconds ?? .min
    }
}
