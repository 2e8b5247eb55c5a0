/// The same items for everybody: those with the most weight in all rows, such as the number of users when each weighs 1.
package struct PopularityModel: RecommendationModel {
    /// The sum of weights of each item.
    package let totals: [Double]

    package var itemCount: Int { totals.count }

    package init(_ matrix: InteractionMatrix) {
        var totals = [Double](repeating: 0, count: matrix.columnCount)
        for (column, weight) in zip(matrix.columns, matrix.weights) { totals[Int(column)] += Double(weight) }
        self.totals = totals
    }

    package func score(_ history: History, into sheet: inout ScoreSheet) {
        for (item, total) in totals.enumerated() where total > 0 { sheet.add(total, to: UInt32(item)) }
    }
}
