extension DistinctCount {
    /// What several have counted, as if merged one after another: many at once are faster, since what is certain to
    /// become registers is not merged as lists before.
    ///
    /// - Parameter counts: At least one; all of the same accuracy.
    static func union(of counts: [DistinctCount]) -> DistinctCount {
        precondition(!counts.isEmpty, "a union is of something")
        let accuracy = counts[0].accuracy
        let lists = counts.compactMap(\.items)
        let total = lists.reduce(0) { $0 + $1.count }
        // Few, or two of them, are merged as they are.
        if counts.count > 2, lists.count < counts.count || total > accuracy.exactLimit {
            let sketches = counts.compactMap(\.sketch)
            let registers = HyperLogLog.registers(of: lists, sketches, precision: accuracy.precision)
            // Different registers are filled by different things, and by different entries.
            let filled = registers.count { $0 != 0 }
            let isSketch = !sketches.isEmpty || filled > accuracy.exactLimit
            if isSketch, filled > HyperLogLog.greatestEntryCount(precision: accuracy.precision) {
                return DistinctCount(HyperLogLog(precision: accuracy.precision, form: .dense(registers)), accuracy)
            }
        }
        return counts.dropFirst().reduce(into: counts[0]) { $0.merge($1) }
    }
}
