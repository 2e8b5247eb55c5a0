/// Who dealt with what, and how much: a sparse matrix in compressed rows, each with ascending columns.
///
/// It takes 8 bytes for each entry (an id of 32 bits and a weight of 32), and 8 for each row. Rows are users and columns are
/// items; the transposed one has it the other way round.
package struct InteractionMatrix: Sendable {
    package let rowCount: Int
    package let columnCount: Int
    /// Where each row begins in `columns` and `weights`; one more than rows, the last being the number of entries.
    package let offsets: [Int]
    package let columns: [UInt32]
    package let weights: [Float]

    /// The number of entries.
    package var entryCount: Int { columns.count }

    /// The memory that the entries and rows take, in bytes.
    package var byteCount: Int {
        columns.count * (MemoryLayout<UInt32>.size + MemoryLayout<Float>.size) + offsets.count * MemoryLayout<Int>.size
    }

    private init(columnCount: Int, offsets: [Int], columns: [UInt32], weights: [Float]) {
        rowCount = offsets.count - 1
        self.columnCount = columnCount
        self.offsets = offsets
        self.columns = columns
        self.weights = weights
    }

    /// Takes interactions in any order; those of one row and column become one entry with the sum of their weights.
    ///
    /// It takes time in proportion to their number, the rows and the columns.
    /// - Parameter interactions: Each with a row below `rowCount` and a column below `columnCount`.
    package init(_ interactions: [Interaction], rowCount: Int, columnCount: Int) {
        // Sorted by column, then stably by row: each row's columns ascend.
        let byColumn = Self.grouped(interactions, into: columnCount, by: \.column)
        let sorted = Self.grouped(byColumn, into: rowCount, by: \.row)
        var offsets = [0]
        offsets.reserveCapacity(rowCount + 1)
        var columns: [UInt32] = []
        var weights: [Float] = []
        columns.reserveCapacity(sorted.count)
        weights.reserveCapacity(sorted.count)
        var next = 0
        for row in 0..<rowCount {
            let start = columns.count
            while next < sorted.count, sorted[next].row == row {
                let interaction = sorted[next]
                if columns.count > start, columns[columns.count - 1] == interaction.column {
                    weights[weights.count - 1] += interaction.weight
                } else {
                    columns.append(interaction.column)
                    weights.append(interaction.weight)
                }
                next += 1
            }
            offsets.append(columns.count)
        }
        self.init(columnCount: columnCount, offsets: offsets, columns: columns, weights: weights)
    }

    /// Where a row's entries lie in `columns` and `weights`.
    package func entries(ofRow row: Int) -> Range<Int> {
        offsets[row]..<offsets[row + 1]
    }

    /// The columns of a row, ascending.
    package func columns(ofRow row: Int) -> ArraySlice<UInt32> {
        columns[entries(ofRow: row)]
    }

    /// The same with rows and columns exchanged.
    package func transposed() -> InteractionMatrix {
        var offsets = [Int](repeating: 0, count: columnCount + 1)
        for column in columns { offsets[Int(column) + 1] += 1 }
        for column in 0..<columnCount { offsets[column + 1] += offsets[column] }
        var places = offsets
        var rows = [UInt32](repeating: 0, count: entryCount)
        var values = [Float](repeating: 0, count: entryCount)
        for row in 0..<rowCount {
            for entry in entries(ofRow: row) {
                let column = Int(columns[entry])
                rows[places[column]] = UInt32(row)
                values[places[column]] = weights[entry]
                places[column] += 1
            }
        }
        return InteractionMatrix(columnCount: rowCount, offsets: offsets, columns: rows, weights: values)
    }

    /// The same entries with other weights.
    ///
    /// - Parameter weight: Gives the new weight from the row, the column and the old weight.
    package func reweighted(_ weight: (_ row: Int, _ column: Int, _ old: Float) -> Float) -> InteractionMatrix {
        var values = weights
        for row in 0..<rowCount {
            for entry in entries(ofRow: row) { values[entry] = weight(row, Int(columns[entry]), weights[entry]) }
        }
        return InteractionMatrix(columnCount: columnCount, offsets: offsets, columns: columns, weights: values)
    }

    /// The sum of each row's weights.
    package var rowSums: [Double] {
        (0..<rowCount).map { row in entries(ofRow: row).reduce(0) { $0 + Double(weights[$1]) } }
    }

    /// How many entries each column has.
    package var columnCounts: [Int] {
        var counts = [Int](repeating: 0, count: columnCount)
        for column in columns { counts[Int(column)] += 1 }
        return counts
    }

    /// Interactions in groups, each in the order in which they came.
    private static func grouped(
        _ interactions: [Interaction], into groupCount: Int, by group: KeyPath<Interaction, UInt32>
    ) -> [Interaction] {
        var places = [Int](repeating: 0, count: groupCount + 1)
        for interaction in interactions { places[Int(interaction[keyPath: group]) + 1] += 1 }
        for number in 0..<groupCount { places[number + 1] += places[number] }
        var result = interactions
        for interaction in interactions {
            let number = Int(interaction[keyPath: group])
            result[places[number]] = interaction
            places[number] += 1
        }
        return result
    }
}
