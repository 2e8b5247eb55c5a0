/// Names one attempt at a task within its execution: dispatched again it keeps its id, a retry gets a new one.
package struct TaskID: Hashable, Comparable, Sendable, Codable {
    package let number: Int64

    package init(_ number: Int64) {
        self.number = number
    }

    package static func < (left: TaskID, right: TaskID) -> Bool {
        left.number < right.number
    }
}
