import CatalogAPI
import MeshCore

/// Everything that can go wrong in the catalog, apart from what the store says.
enum CatalogError: Error, Equatable {
    /// There is no product of this id.
    case productNotFound(Product.ID)
    /// Another product has the number already.
    case skuTaken(String)
    /// What was sent breaks rules that its schema cannot tell.
    case invalid([FieldError])
    /// Another instance has taken the request over, because this one took so long.
    case overtaken
    /// A row does not hold what the schema says.
    case damagedRow(String)
}
