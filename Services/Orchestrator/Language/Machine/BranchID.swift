/// Names a branch within its execution: the execution itself, a branch of a Parallel state, an iteration of a Map state.
struct BranchID: Hashable, Comparable, Sendable {
    let number: Int64

    init(_ number: Int64) {
        self.number = number
    }

    static func < (left: BranchID, right: BranchID) -> Bool {
        left.number < right.number
    }
}
