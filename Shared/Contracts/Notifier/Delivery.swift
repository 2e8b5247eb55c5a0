package import MeshCore

/// A notification on its way to one recipient by one channel.
package struct Delivery: Codable, Sendable, Equatable, Identified {
    package typealias ID = MeshCore.ID<Delivery>

    package static let idPrefix = "dlv"

    /// Where it stands.
    package enum State: String, Codable, Sendable, CaseIterable {
        case pending
        case sent
        /// It is told in a digest, with others of its kind.
        case gathered
        /// The recipient is not to be written to.
        case suppressed
        /// It is given up.
        case dead
    }

    package var id: ID
    package var tenant: String
    package var key: String
    package var category: String
    package var channel: NotificationChannel
    /// The account, the address, or the endpoint.
    package var recipient: String
    package var state: State
    package var attempts: Int
    package var createdAt: Timestamp
    /// When it is tried next; of those that wait.
    package var nextAttemptAt: Timestamp?
    package var finishedAt: Timestamp?
    /// What went wrong last.
    package var problem: String?
    /// The mail's Message-ID, which is the same for each attempt; or what a provider calls it.
    package var messageID: String?
    /// All that was decided about it; told when one delivery is asked for.
    package var decisions: [DeliveryDecision]?

    package init(
        id: ID, tenant: String, key: String, category: String, channel: NotificationChannel,
        recipient: String, state: State, attempts: Int, createdAt: Timestamp, nextAttemptAt: Timestamp? = nil,
        finishedAt: Timestamp? = nil, problem: String? = nil, messageID: String? = nil,
        decisions: [DeliveryDecision]? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.key = key
        self.category = category
        self.channel = channel
        self.recipient = recipient
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.nextAttemptAt = nextAttemptAt
        self.finishedAt = finishedAt
        self.problem = problem
        self.messageID = messageID
        self.decisions = decisions
    }
}

extension Delivery: Described {
    package static let schema = JSONSchema.object(
        "Delivery", description: "A notification on its way to one recipient by one channel.",
        [
            .required("id", .id(Delivery.ID.self)), .required("tenant", NotifierFields.tenant),
            .required("key", NotifierFields.key), .required("category", NotifierFields.category),
            .required("channel", .enumeration(NotificationChannel.self)),
            .required("recipient", .string(description: "The account, the address, or the endpoint.")),
            .required("state", .enumeration(State.self)), .required("attempts", NotifierFields.count),
            .required("createdAt", Timestamp.schema),
            .optional("nextAttemptAt", Timestamp.schema), .optional("finishedAt", Timestamp.schema),
            .optional("problem", .string(description: "What went wrong last.")),
            .optional(
                "messageID", .string(description: "The mail's, the same for each attempt; or what a provider calls it.")
            ),
            .optional("decisions", .array(of: DeliveryDecision.schema)),
        ])
}
