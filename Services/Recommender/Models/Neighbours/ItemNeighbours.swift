/// Item to item: each item's most similar ones, and what they say together of a history. The score of an item is the sum over
/// the history of weight · similarity.
///
/// It takes 8 bytes for each neighbour and 8 for each item. It is made in time in proportion to the sum of the squares of the
/// users' numbers of items, with 13 bytes of room for each item.
package struct ItemNeighbours: RecommendationModel {
    /// Where each item's neighbours begin, and the end of the last one's.
    let offsets: [Int]
    let neighbours: [UInt32]
    let similarities: [Float]

    package var itemCount: Int { offsets.count - 1 }

    /// The memory that it takes, in bytes.
    package var byteCount: Int { neighbours.count * 8 + offsets.count * 8 }

    /// - Parameters:
    ///   - matrix: Of users' rows and items' columns.
    ///   - weighting: What is done with the weights first.
    ///   - count: How many neighbours an item keeps at most, itself not among them.
    package init(_ matrix: InteractionMatrix, weighting: ItemWeighting, count: Int) {
        let itemRows = weighting.weighing(matrix.transposed())
        let userRows = itemRows.transposed()
        var offsets = [0]
        var neighbours: [UInt32] = []
        var similarities: [Float] = []
        var sheet = ScoreSheet(itemCount: matrix.columnCount)
        for item in 0..<itemRows.rowCount {
            for entry in itemRows.entries(ofRow: item) {
                let user = Int(itemRows.columns[entry])
                let weight = Double(itemRows.weights[entry])
                for other in userRows.entries(ofRow: user) {
                    sheet.add(weight * Double(userRows.weights[other]), to: userRows.columns[other])
                }
            }
            for neighbour in sheet.takeBest(count, where: { $0 != item }) {
                neighbours.append(neighbour.item)
                similarities.append(Float(neighbour.score))
            }
            offsets.append(neighbours.count)
        }
        self.offsets = offsets
        self.neighbours = neighbours
        self.similarities = similarities
    }

    /// Takes what was computed before.
    init(offsets: [Int], neighbours: [UInt32], similarities: [Float]) {
        self.offsets = offsets
        self.neighbours = neighbours
        self.similarities = similarities
    }

    /// How similar another item is, as far as it is among an item's neighbours; 0 otherwise.
    package func similarity(of other: UInt32, to item: UInt32) -> Double {
        guard Int(item) < itemCount else { return 0 }
        for place in offsets[Int(item)]..<offsets[Int(item) + 1] where neighbours[place] == other {
            return Double(similarities[place])
        }
        return 0
    }

    /// Whether an item has neighbours: somebody has dealt with it, and with another one.
    package func isKnown(_ item: UInt32) -> Bool {
        Int(item) < itemCount && offsets[Int(item)] < offsets[Int(item) + 1]
    }

    /// An item's neighbours, the most similar first.
    package func neighbours(of item: UInt32) -> [RankedItem] {
        guard Int(item) < itemCount else { return [] }
        return (offsets[Int(item)]..<offsets[Int(item) + 1]).map {
            RankedItem(item: neighbours[$0], score: Double(similarities[$0]))
        }
    }

    package func score(_ history: History, into sheet: inout ScoreSheet) {
        for (item, weight) in zip(history.items, history.weights) where Int(item) < itemCount {
            for place in offsets[Int(item)]..<offsets[Int(item) + 1] {
                sheet.add(Double(weight) * Double(similarities[place]), to: neighbours[place])
            }
        }
    }

    /// What in a history speaks for an item, the strongest first: "because you bought …".
    ///
    /// - Parameter count: At most how many.
    package func reasons(for item: UInt32, in history: History, count: Int) -> [RankedItem] {
        var shares: [UInt32: Double] = [:]
        for (known, weight) in zip(history.items, history.weights) where Int(known) < itemCount {
            for place in offsets[Int(known)]..<offsets[Int(known) + 1] where neighbours[place] == item {
                shares[known, default: 0] += Double(weight) * Double(similarities[place])
            }
        }
        var top = TopItems(count: count)
        for (known, share) in shares where share > 0 { top.offer(RankedItem(item: known, score: share)) }
        return top.ranked
    }
}
