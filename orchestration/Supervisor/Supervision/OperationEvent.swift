import MeshCore

/// What the caller of an operation is told while it goes on; the last one tells how it ended.
struct OperationEvent: Sendable, Codable, Equatable {
    enum Outcome: String, Sendable, Codable {
        case succeeded, failed, rolledBack
    }

    /// For people.
    var message: String
    /// Only in the last one.
    var outcome: Outcome?
    /// The last lines of the log of the instance that made it fail.
    var log: [String]?

    init(_ message: String, outcome: Outcome? = nil, log: [String]? = nil) {
        self.message = message
        self.outcome = outcome
        self.log = log
    }
}

extension OperationEvent: Described {
    static let schema = JSONSchema.object(
        "OperationEvent", description: "A step of an operation; the last one tells how it ended.",
        [
            .required("message", .string(description: "What happened, for people.")),
            .optional("outcome", .string(description: "Only in the last one: succeeded, failed or rolledBack.")),
            .optional("log", .array(of: .string(), description: "The last log lines of the instance that failed.")),
        ])
}
