import MeshCore

/// `^(a, >b)`: sorts a sequence by what each value gives.
struct Ordering: Sendable {
    struct Term: Sendable {
        var isDescending: Bool
        var expression: any Node
    }

    let terms: [Term]
    let position: Int

    /// The places of a sequence's values in their order.
    ///
    /// - Parameter key: Gives what a term gives for the value at a place.
    func order(
        of count: Int, key: (Int, any Node) throws(JSONataError) -> Value
    ) throws(JSONataError) -> [Int] {
        // A term is evaluated when two values have to be told apart by it, once for each.
        var keys: [[Value]] = Array(repeating: [], count: count)
        return try MergeSort.sorted(Array(0..<count)) { (left: Int, right: Int) throws(JSONataError) in
            for (index, term) in terms.enumerated() {
                if keys[left].count == index { keys[left].append(try key(left, term.expression)) }
                if keys[right].count == index { keys[right].append(try key(right, term.expression)) }
                let comparison = try compare(keys[left][index], keys[right][index], term.isDescending)
                if comparison != 0 { return comparison > 0 }
            }
            return false
        }
    }

    /// Positive when the first stands behind the second; nothing stands last in any case.
    private func compare(_ left: Value, _ right: Value, _ isDescending: Bool) throws(JSONataError) -> Int {
        if left.isUndefined { return right.isUndefined ? 0 : 1 }
        if right.isUndefined { return -1 }
        let comparison: Int
        switch (left, right) {
        case (.number(let left), .number(let right)): comparison = left == right ? 0 : left < right ? -1 : 1
        case (.string(let left), .string(let right)):
            comparison = Text.same(left, right) ? 0 : Text.precedes(left, right) ? -1 : 1
        case (.number, .string), (.string, .number):
            throw JSONataError(
                "T2007", at: position, value: left.shown, inserts: right.shown.map { ["value2": $0] } ?? [:])
        default:
            let isLeftFine = left.symbol == .number || left.symbol == .string
            throw JSONataError("T2008", at: position, value: (isLeftFine ? right : left).shown)
        }
        return isDescending ? -comparison : comparison
    }
}
