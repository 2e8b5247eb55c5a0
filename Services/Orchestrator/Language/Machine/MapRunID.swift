/// Names a run of a distributed map within its execution.
package struct MapRunID: Hashable, Comparable, Sendable, Codable {
    package let number: Int64

    package init(_ number: Int64) {
        self.number = number
    }

    package static func < (left: MapRunID, right: MapRunID) -> Bool {
        left.number < right.number
    }
}
