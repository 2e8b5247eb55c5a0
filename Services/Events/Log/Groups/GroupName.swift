/// The name of a group of consumers: 1 … 249 bytes of any text.
package struct GroupName: Hashable, Sendable {
    package let description: String
}

extension GroupName: LosslessStringConvertible {
    /// Takes a valid name; nil for anything else.
    package init?(_ description: String) {
        guard (1...249).contains(description.utf8.count) else { return nil }
        self.description = description
    }
}

extension GroupName: Comparable {
    package static func < (left: GroupName, right: GroupName) -> Bool { left.description < right.description }
}
