extension GoalColumn {
    func write(to writer: inout PackedWriter) {
        writer.count(goals.count)
        for goal in goals { writer.text(goal) }
        writer.count(sets.count)
        for set in sets {
            writer.count(set.count)
            for goal in set { writer.count(goal) }
        }
        codes.write(to: &writer)
    }

    /// - Parameter count: How many rows it has.
    init(from reader: inout PackedReader, count: Int) throws(PackedError) {
        (goals, sets) = try Self.sets(from: &reader)
        codes = try CodeColumn(from: &reader, count: count, below: sets.count)
    }

    /// The goals and their sets alone, behind which the codes follow.
    static func sets(from reader: inout PackedReader) throws(PackedError) -> (goals: [String], sets: [[Int]]) {
        var goals: [String] = []
        for _ in 0..<(try reader.count()) { goals.append(try reader.text()) }
        var sets: [[Int]] = []
        for _ in 0..<(try reader.count()) {
            var set: [Int] = []
            for _ in 0..<(try reader.count()) {
                let goal = try reader.number()
                guard goal < UInt64(goals.count) else { throw .malformed("a goal's position") }
                set.append(Int(goal))
            }
            sets.append(set)
        }
        return (goals, sets)
    }
}
