import MeshCore

/// Asks an instance to tell when one of several partitions has a record at an offset.
struct PeerWait: Codable {
    var positions: [PeerPosition]
    var milliseconds: Int64
}

extension PeerWait: Described {
    static let schema = JSONSchema.object(
        "PeerWait",
        [
            .required(
                "positions",
                .array(
                    of: .object([
                        .required("topic", .string(1...249)), .required("partition", .integer(0...1023)),
                        .required("offset", .integer(0...)),
                    ]), count: 1...10_000)),
            .required("milliseconds", .integer(0...86_400_000)),
        ])
}
