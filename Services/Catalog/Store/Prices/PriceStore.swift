import MeshCore
import MeshStore

/// Prices in the catalog's store.
struct PriceStore: Sendable {
    let store: Store
    let clock: any WallClock

    /// - Parameters:
    ///   - store: Opened with ``CatalogSchema/migrations``.
    ///   - clock: The wall clock.
    init(store: Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }
}
