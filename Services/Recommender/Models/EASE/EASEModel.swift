/// EASEᴿ: a linear model of items on items in closed form (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data",
/// WWW 2019). With the users' rows X and P = (Xᵀ X + λ I)⁻¹, its weights are Bᵢⱼ = −Pᵢⱼ / Pⱼⱼ and Bⱼⱼ = 0 (equation 8); the
/// scores of a history x are x B.
///
/// Memory is bounded: with m items it takes 4 m² bytes, and 8 m² while it is made (1 GiB for 11,500 items). Where that is more than it
/// may have, it is made of the items with the most users, and the others are left to another model. Time is some m³
/// multiplications for the inverse, and the sum of the squares of the users' numbers of items for Xᵀ X.
package struct EASEModel: RecommendationModel {
    package let itemCount: Int
    /// The items that it knows, ascending.
    package let coreItems: [UInt32]
    /// For each item its place in `coreItems`; −1 for the others.
    let corePlaces: [Int32]
    /// B by rows.
    let weights: [Float]

    /// What it may take without being told otherwise, in bytes: 512 MiB, for 8,191 items.
    package static let defaultMemoryLimit = 512 << 20

    /// - Parameters:
    ///   - matrix: Of users' rows and items' columns; the paper's X is 1 for each interaction.
    ///   - regularization: λ, more than 0. The paper finds between 100 and 1,000 best on its data.
    ///   - memoryLimit: What making it may take, in bytes.
    /// - Throws: ``ModelError``.
    package init(
        _ matrix: InteractionMatrix, regularization: Double, memoryLimit: Int = defaultMemoryLimit
    ) throws(ModelError) {
        guard regularization > 0, regularization.isFinite else {
            throw .invalidSetting(name: "regularization", reason: "must be more than 0")
        }
        itemCount = matrix.columnCount
        let core = Self.core(of: matrix, memoryLimit: memoryLimit)
        var places = [Int32](repeating: -1, count: matrix.columnCount)
        for (place, item) in core.enumerated() { places[Int(item)] = Int32(place) }
        var inverse = Self.gram(of: matrix, core: core, places: places)
        for place in core.indices { inverse[place, place] += regularization }
        try inverse.invert()
        coreItems = core
        corePlaces = places
        weights = Self.weights(from: inverse)
    }

    /// Takes what was computed before.
    init(itemCount: Int, coreItems: [UInt32], weights: [Float]) {
        self.itemCount = itemCount
        self.coreItems = coreItems
        var places = [Int32](repeating: -1, count: itemCount)
        for (place, item) in coreItems.enumerated() { places[Int(item)] = Int32(place) }
        corePlaces = places
        self.weights = weights
    }

    /// Bᵢⱼ: how much item i speaks for item j; 0 for items that it does not know.
    package func weight(of item: UInt32, for other: UInt32) -> Float {
        let (row, column) = (corePlaces[Int(item)], corePlaces[Int(other)])
        return row < 0 || column < 0 ? 0 : weights[Int(row) * coreItems.count + Int(column)]
    }

    package func score(_ history: History, into sheet: inout ScoreSheet) {
        let size = coreItems.count
        let known = zip(history.items, history.weights).compactMap { item, weight in
            Int(item) < itemCount && corePlaces[Int(item)] >= 0 ? (Int(corePlaces[Int(item)]), Double(weight)) : nil
        }
        guard !known.isEmpty else { return }
        if size == itemCount {
            sheet.addToAll(below: size) { scores in
                for (row, weight) in known {
                    FloatKernels.add(
                        weight, times: weights.span.extracting(row * size..<(row + 1) * size), to: &scores)
                }
            }
        } else {
            for (row, weight) in known {
                for (column, item) in coreItems.enumerated() {
                    sheet.add(weight * Double(weights[row * size + column]), to: item)
                }
            }
        }
    }

    /// As many items as the memory allows, those with the most users, by ascending number.
    private static func core(of matrix: InteractionMatrix, memoryLimit: Int) -> [UInt32] {
        let counts = matrix.columnCounts
        let all = (0..<UInt32(counts.count)).map { $0 }
        var limit = Int(Double(max(memoryLimit, 0) / 8).squareRoot())
        while limit > 0, PackedSymmetricMatrix.byteCount(order: limit) + 4 * limit * limit > memoryLimit { limit -= 1 }
        guard counts.count > limit else { return all }
        let byUsers = all.sorted { (counts[Int($1)], $0) < (counts[Int($0)], $1) }
        return byUsers.prefix(limit).sorted()
    }

    /// Xᵀ X of the core's items, one column after the other.
    private static func gram(
        of matrix: InteractionMatrix, core: [UInt32], places: [Int32]
    ) -> PackedSymmetricMatrix {
        var gram = PackedSymmetricMatrix(order: core.count)
        let itemRows = matrix.transposed()
        // Where in its row each user's next item lies: items come in ascending order, as they stand in the rows.
        var cursors = Array(matrix.offsets.dropLast())
        var column = [Double](repeating: 0, count: core.count)
        for item in 0..<matrix.columnCount {
            let place = Int(places[item])
            for entry in itemRows.entries(ofRow: item) {
                let user = Int(itemRows.columns[entry])
                let start = cursors[user]
                cursors[user] += 1
                guard place >= 0 else { continue }
                let weight = Double(itemRows.weights[entry])
                for other in start..<matrix.offsets[user + 1] {
                    let row = places[Int(matrix.columns[other])]
                    if row >= 0 { column[Int(row)] += weight * Double(matrix.weights[other]) }
                }
            }
            guard place >= 0 else { continue }
            for row in place..<core.count {
                gram[row, place] = column[row]
                column[row] = 0
            }
        }
        return gram
    }

    private static func weights(from inverse: PackedSymmetricMatrix) -> [Float] {
        let size = inverse.order
        let factors = (0..<size).map { -1 / inverse[$0, $0] }
        return unsafe [Float](unsafeUninitializedCapacity: size * size) { cells, count in
            // Each of the size² cells is written once.
            for row in 0..<size {
                for column in 0..<size {
                    let weight = row == column ? 0 : Float(inverse[row, column] * factors[column])
                    unsafe cells.initializeElement(at: row * size + column, to: weight)
                }
            }
            count = size * size
        }
    }
}
