package import MeshRuntime

/// What may be set for the catalog, and why each limit is what it is.
package struct CatalogConfiguration: MeshConfiguration {
    package static let service = "catalog"
    package static let summary = "catalog: products, their prices and the search over them."

    let cachedProducts: Int
    let cachedBytes: Int
    let keptEvents: Int

    // Ten thousand products of two kilobytes are the hot part of a large shop and all of a small one.
    private static let cachedProductsKey = ConfigurationKey.integer(
        "cache.products", in: 1...1_000_000, default: 10_000, "Products kept in memory, encoded.")
    private static let cachedBytesKey = ConfigurationKey.integer(
        "cache.bytes", in: 1 << 16...1 << 30, default: 16 << 20, "The most bytes of memory that they may take.")
    // A receiver that was away for longer reads the list by updatedSince instead.
    private static let keptEventsKey = ConfigurationKey.integer(
        "events.kept", in: 100...1_000_000, default: 10_000, "Events kept for receivers; beyond it the oldest go.")

    package static let keys: [any AnyConfigurationKey] = [cachedProductsKey, cachedBytesKey, keptEventsKey]

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        cachedProducts = values[Self.cachedProductsKey]
        cachedBytes = values[Self.cachedBytesKey]
        keptEvents = values[Self.keptEventsKey]
    }
}
