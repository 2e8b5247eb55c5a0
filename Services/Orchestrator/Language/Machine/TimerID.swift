/// Names a timer within its execution; a timer that is set again gets a new id.
package struct TimerID: Hashable, Comparable, Sendable, Codable {
    package let number: Int64

    package init(_ number: Int64) {
        self.number = number
    }

    package static func < (left: TimerID, right: TimerID) -> Bool {
        left.number < right.number
    }
}
