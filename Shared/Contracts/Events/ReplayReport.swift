package import MeshCore

/// What became of rejected events that were read again.
package struct ReplayReport: Codable, Sendable, Equatable {
    /// They are events now.
    package var accepted = 0
    /// They were events already.
    package var duplicates = 0
    /// They are rejected as before, and stay where they are.
    package var rejected = 0
    /// They would not be kept: what the site promises to visitors forbids it.
    package var dropped = 0
    /// Another reason than the one asked for, or taken by an earlier replay.
    package var skipped = 0
    /// Where to go on.
    package var nextOffset: Int64
    /// Whether nothing is left to look at.
    package var isComplete: Bool

    package init(nextOffset: Int64, isComplete: Bool = false) {
        self.nextOffset = nextOffset
        self.isComplete = isComplete
    }
}

extension ReplayReport: Described {
    private static func count(_ description: String) -> JSONSchema { .integer(0...10_000, description: description) }

    package static let schema = JSONSchema.object(
        "ReplayReport", description: "What became of rejected events that were read again.",
        [
            .required("accepted", count("They are events now.")),
            .required("duplicates", count("They were events already.")),
            .required("rejected", count("They are rejected as before, and stay where they are.")),
            .required("dropped", count("What the site promises to visitors forbids to keep them.")),
            .required("skipped", count("Another reason, or taken by an earlier replay.")),
            .required("nextOffset", EventsFields.offset.describing("Where to go on.")),
            .required("isComplete", .boolean(description: "Whether nothing is left to look at.")),
        ])
}
