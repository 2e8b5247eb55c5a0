/// Sorts hits by price, of equal ones the newest first. The caller has restricted them to one currency.
struct PriceOrder {
    let isDescending: Bool

    /// The ids of the first hits.
    func first(_ count: Int, of searches: [SegmentSearch]) -> [UInt128] {
        var found: [(key: Int64, id: UInt128)] = []
        // No hit behind it can be among the first any more.
        var worst = Int64.max
        let sort = { (found: inout [(key: Int64, id: UInt128)]) in
            found.sort { $0.key != $1.key ? $0.key < $1.key : $0.id > $1.id }
            found.removeLast(max(0, found.count - count))
        }
        for search in searches {
            search.hits.forEach { document in
                let amount = PackedPrice.amount(search.segment.price(document))
                let key = isDescending ? -amount : amount
                guard key <= worst else { return }
                found.append((key, search.segment.id(document)))
                if found.count >= count * 2 + 1024 {
                    sort(&found)
                    worst = found.last?.key ?? .max
                }
            }
        }
        sort(&found)
        return found.map(\.id)
    }
}
