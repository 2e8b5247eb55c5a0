/// The identity of a member, given by the coordinator.
package struct MemberID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension MemberID: Comparable {
    package static func < (left: MemberID, right: MemberID) -> Bool { left.description < right.description }
}
