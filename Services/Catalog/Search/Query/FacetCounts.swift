/// How many hits have each value of a key.
struct FacetCounts: Equatable, Sendable {
    /// A value and its hits.
    struct Value: Equatable, Sendable {
        let value: String
        let count: Int
    }

    /// Prices of one currency.
    struct Prices: Equatable, Sendable {
        let currency: String
        let count: Int
        /// Minor units.
        let minimum: Int64
        /// Minor units.
        let maximum: Int64
    }

    /// So many values are told, the most frequent ones.
    static let limit = 100

    let key: String
    /// The most frequent first, then by their bytes.
    var values: [Value] = []
    /// Only of the key ``FacetKey/price``, the most frequent currency first.
    var prices: [Prices] = []
}
