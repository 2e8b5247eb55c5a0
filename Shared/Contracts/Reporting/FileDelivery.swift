package import MeshCore

/// One file of a run on its way to one destination.
package struct FileDelivery: Codable, Sendable, Equatable {
    /// How far it is.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// It is tried, or tried again at ``FileDelivery/nextAttemptAt``.
        case pending
        case delivered
        /// It was given up; ``FileDelivery/problem`` says why.
        case failed
    }

    /// Which of the schedule's destinations it is, counted from 0 as they stood when the run began.
    package var destination: Int
    package var kind: ReportDestination.Kind
    package var format: DeliveryFormat
    package var state: State
    package var attempts: Int
    /// Where the file is: the path below the operator's folder, or the address of the object.
    package var address: String?
    package var bytes: Int64?
    /// Of the whole file, in hexadecimal.
    package var sha256: String?
    /// What the last attempt came to, where it was no success.
    package var problem: String?
    package var nextAttemptAt: Timestamp?
    package var deliveredAt: Timestamp?

    package init(
        destination: Int, kind: ReportDestination.Kind, format: DeliveryFormat, state: State, attempts: Int,
        address: String? = nil, bytes: Int64? = nil, sha256: String? = nil, problem: String? = nil,
        nextAttemptAt: Timestamp? = nil, deliveredAt: Timestamp? = nil
    ) {
        self.destination = destination
        self.kind = kind
        self.format = format
        self.state = state
        self.attempts = attempts
        self.address = address
        self.bytes = bytes
        self.sha256 = sha256
        self.problem = problem
        self.nextAttemptAt = nextAttemptAt
        self.deliveredAt = deliveredAt
    }
}

extension FileDelivery: Described {
    package static let schema = JSONSchema.object(
        "FileDelivery", description: "One file of a run on its way to one destination.",
        [
            .required(
                "destination", .integer(0..., description: "Which of the schedule's destinations, counted from 0.")),
            .required("kind", .enumeration(ReportDestination.Kind.self)),
            .required("format", .enumeration(DeliveryFormat.self)),
            .required("state", .enumeration(State.self)), .required("attempts", ReportingFields.count),
            .optional("address", .string(description: "Where the file is.")),
            .optional("bytes", ReportingFields.count),
            .optional("sha256", .string(description: "Of the whole file, in hexadecimal.")),
            .optional("problem", .string(description: "What the last attempt came to, where it was no success.")),
            .optional("nextAttemptAt", Timestamp.schema), .optional("deliveredAt", Timestamp.schema),
        ])
}
