import CatalogAPI
import MeshCore

/// A row of an import after it was read and checked, as far as that goes without the store.
struct ImportedRow: Sendable {
    let line: Int64
    /// The row's sku, if that much could be read.
    let sku: String?
    let outcome: Result<NewProduct, CatalogError>
}
