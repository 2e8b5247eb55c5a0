/// The name of a topic: 1 … 249 of the characters `a-z A-Z 0-9 . _ -`, but not `.` and `..` (Kafka's rule). It is also the
/// name of a folder.
package struct TopicName: Hashable, Sendable {
    package let description: String
}

extension TopicName: LosslessStringConvertible {
    /// Takes a valid name; nil for anything else.
    package init?(_ description: String) {
        guard (1...249).contains(description.utf8.count), description != ".", description != "..",
            description.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.description = description
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension TopicName: Comparable {
    package static func < (left: TopicName, right: TopicName) -> Bool { left.description < right.description }
}
