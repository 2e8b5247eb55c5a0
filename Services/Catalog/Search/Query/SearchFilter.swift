/// Restricts a search to documents that have one of some values.
struct SearchFilter: Equatable, Sendable {
    /// A name of ``FacetKey``.
    let key: String
    let values: [String]
}
