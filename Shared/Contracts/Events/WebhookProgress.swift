package import MeshCore

/// How far a webhook has come in a partition.
package struct WebhookProgress: Codable, Sendable, Equatable {
    package var partition: Int
    /// The next record to deliver.
    package var nextOffset: Int64
    /// Records behind it that are not looked at yet; absent while nobody can tell.
    package var lag: Int64?
    /// How often the next record has been tried without success.
    package var attempts: Int
    /// When it is tried again; absent when it waits for nothing.
    package var nextAttemptAt: Timestamp?

    package init(
        partition: Int, nextOffset: Int64, lag: Int64? = nil, attempts: Int = 0, nextAttemptAt: Timestamp? = nil
    ) {
        self.partition = partition
        self.nextOffset = nextOffset
        self.lag = lag
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
    }
}

extension WebhookProgress: Described {
    package static let schema = JSONSchema.object(
        "WebhookProgress", description: "How far a webhook has come in a partition.",
        [
            .required("partition", EventsFields.partition),
            .required("nextOffset", EventsFields.offset.describing("That of the next record to deliver.")),
            .optional(
                "lag",
                WebhookFields.count.describing("Records that are not looked at yet; absent while nobody can tell.")),
            .required(
                "attempts", WebhookFields.count.describing("How often the next record was tried without success.")),
            .optional("nextAttemptAt", Timestamp.schema.describing("When it is tried again.")),
        ])
}
