package import MeshCore

/// What became of one record of a request.
package struct RecordReceipt: Codable, Sendable, Equatable {
    /// What can become of a record.
    package enum Outcome: String, Codable, Sendable, CaseIterable {
        /// It is on disk.
        case accepted
        /// The same event is on disk already, at this offset.
        case duplicate
        /// It is not valid, and would not be when sent again.
        case rejected
        /// It could not be appended now, or that is not known; it may be sent again.
        case failed
    }

    package var outcome: Outcome
    package var partition: Int?
    package var offset: Int64?
    /// Why it was not taken, in words.
    package var reason: String?
    /// What is wrong with which of its fields.
    package var errors: [FieldError]?

    package init(
        _ outcome: Outcome, partition: Int? = nil, offset: Int64? = nil, reason: String? = nil,
        errors: [FieldError]? = nil
    ) {
        self.outcome = outcome
        self.partition = partition
        self.offset = offset
        self.reason = reason
        self.errors = errors
    }
}

extension RecordReceipt: Described {
    package static let schema = JSONSchema.object(
        "RecordReceipt", description: "What became of one record of a request.",
        [
            .required(
                "outcome",
                .enumeration(
                    Outcome.self,
                    description: "accepted and duplicate are on disk; rejected is not valid; failed may be sent again.")
            ),
            .optional("partition", EventsFields.partition),
            .optional("offset", EventsFields.offset),
            .optional("reason", .string(description: "Why it was not taken, in words.")),
            .optional("errors", .array(of: FieldError.schema, description: "What is wrong with which of its fields.")),
        ])
}
