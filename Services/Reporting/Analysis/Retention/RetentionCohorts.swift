/// Cohorts by their first days; those of some visitors and of others add up.
struct RetentionCohorts: Sendable {
    struct Cohort: Sendable {
        var size: Int
        /// One a period.
        var values: [RetentionValue]
    }

    private(set) var all: [Int: Cohort] = [:]

    mutating func add(_ more: [Int: Cohort]) {
        all.merge(more) { mine, theirs in
            var sum = mine
            sum.size += theirs.size
            for period in sum.values.indices {
                sum.values[period].visitors += theirs.values[period].visitors
                sum.values[period].add(valuesOf: theirs.values[period])
            }
            return sum
        }
    }
}
