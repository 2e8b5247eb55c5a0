import CatalogAPI
import MeshCore

/// A product that is made ready to be written as a new one: its texts and its event, made beside the writer.
struct NewProduct: Sendable {
    let product: Product
    let id: String
    let attributes: String
    let tags: String
    let media: String
    let variants: String
    let event: [UInt8]

    /// - Parameters:
    ///   - draft: What was decided about it.
    ///   - id: Its id, if it becomes a new one.
    ///   - now: The wall clock.
    init(_ draft: ProductDraft, id: Product.ID, at now: Timestamp) {
        product = draft.product(id: id, createdAt: now, updatedAt: now, version: 1)
        self.id = id.description
        attributes = JSONValue.object(product.attributes).description
        tags = product.tags.isEmpty ? "[]" : JSONValue.array(product.tags.map { .string($0) }).description
        media = product.media.isEmpty ? "[]" : JSONValue.array(product.media.map(\.json)).description
        variants = product.variants.isEmpty ? "[]" : JSONValue.array(product.variants.map(\.json)).description
        event = ProductChanged(id: "\(self.id)-1", change: .created, product: product, time: now).json.utf8
    }
}
