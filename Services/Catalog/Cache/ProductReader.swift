import CatalogAPI
import MeshCore
import MeshRuntime
import MeshStore
import NIOCore
import Synchronization

/// Reads single products, from memory where it can, and never an old version: before memory is trusted the store is
/// asked whether any process has committed since, and if so, which products have changed.
final class ProductReader: Sendable {
    private let store: CatalogStore
    private let hot: Mutex<HotProducts>

    /// - Parameters:
    ///   - store: The products.
    ///   - countLimit: Products that are kept in memory.
    ///   - byteLimit: Their most bytes.
    init(store: CatalogStore, countLimit: Int, byteLimit: Int) {
        self.store = store
        hot = Mutex(HotProducts(countLimit: countLimit, byteLimit: byteLimit))
    }

    /// A product as it is answered; nil when there is none of this id. Takes microseconds, on the caller's thread.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func product(_ id: Product.ID) throws -> HotProduct? {
        let version = try store.store.dataVersion()
        let (found, reading) = try hot.withLock { hot in
            if hot.version != version { hot.advance(to: version, try store.changes(since: hot.lastChange)) }
            return (hot.find(id), hot.beginReading())
        }
        if let found { return found }
        guard let product = try store.product(id) else { return nil }
        let fresh = HotProduct(product)
        hot.withLock { $0.keep(fresh, of: id, from: reading) }
        return fresh
    }
}

extension HotProduct {
    /// Encodes a product.
    init(_ product: Product) {
        self.init(body: ByteBuffer(bytes: product.json.utf8), etag: product.etag)
    }
}

extension Product {
    /// The product's version as an entity tag.
    var etag: ETag { ETag(revision: version) }
}
