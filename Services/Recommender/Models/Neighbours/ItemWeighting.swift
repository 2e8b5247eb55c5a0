import Glibc

/// How interactions are weighed before items are compared by the inner products of their columns.
package enum ItemWeighting: Hashable, Sendable {
    /// Each item's column has the length 1, so that the products are cosines (Sarwar, Karypis, Konstan and Riedl, "Item-Based
    /// Collaborative Filtering Recommendation Algorithms", WWW 2001).
    case cosine
    /// Items are documents and users their words: w · (k₁ + 1) / (k₁ · (1 − b + b · |i| / mean |i|) + w) · idf(u), where |i| is
    /// the sum of an item's weights and idf(u) = ln(N / (1 + n)) for N items of which the user has dealt with n (Robertson and
    /// Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the idf is that of PyPI implicit).
    case bm25(k1: Double, b: Double)

    /// BM25 with k₁ = 1.2 and b = 0.75.
    package static let bm25 = ItemWeighting.bm25(k1: 1.2, b: 0.75)

    /// A matrix of items' rows with users' columns, weighed.
    func weighing(_ itemRows: InteractionMatrix) -> InteractionMatrix {
        switch self {
        case .cosine:
            let lengths = (0..<itemRows.rowCount).map { item in
                itemRows.entries(ofRow: item).reduce(0) { sum, entry in
                    let weight = Double(itemRows.weights[entry])
                    return sum + weight * weight
                }.squareRoot()
            }
            return itemRows.reweighted { item, _, weight in
                lengths[item] > 0 ? Float(Double(weight) / lengths[item]) : 0
            }
        case .bm25(let k1, let b):
            let itemCount = Double(itemRows.rowCount)
            let idf = itemRows.columnCounts.map { log(itemCount) - log1p(Double($0)) }
            let sums = itemRows.rowSums
            let mean = sums.reduce(0, +) / itemCount
            return itemRows.reweighted { item, user, weight in
                let weight = Double(weight)
                let length = 1 - b + b * sums[item] / mean
                return Float(weight * (k1 + 1) / (k1 * length + weight) * idf[user])
            }
        }
    }
}
