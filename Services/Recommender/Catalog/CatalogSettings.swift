/// How the catalog is followed.
struct CatalogSettings: Hashable, Sendable {
    /// The pause between two looks at what has changed.
    let pause: Duration
    /// The pause between two looks at all products.
    let sweepPause: Duration
    /// Whether what is sold out is not recommended.
    let needsStock: Bool
    /// How many items there may be.
    let itemLimit: Int
}
