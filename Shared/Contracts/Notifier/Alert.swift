package import MeshCore

/// Something that is wrong, or was: from when it is first told of until it is over.
package struct Alert: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "alr"
    package typealias ID = MeshCore.ID<Alert>

    /// How bad it is.
    package enum Severity: String, Codable, Sendable, CaseIterable {
        case warning, critical
    }

    /// Where it is on its way.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Nobody has said yet that they look after it.
        case open
        /// Somebody looks after it: it does not escalate.
        case acknowledged
        /// It is over.
        case resolved
    }

    package var id: ID
    /// Who tells of it, such as a workflow.
    package var source: String
    /// What it is, among all that its source tells of: told of again, it is the same alert until it is over.
    package var key: String
    /// What it is told together with.
    package var group: String
    package var severity: Severity
    package var title: String
    package var detail: String?
    /// What the wording may say of it besides: an object.
    package var values: JSONValue?
    package var state: State
    /// How often it was told of.
    package var count: Int
    /// How often it was told again because nobody had acknowledged it.
    package var escalation: Int
    package var openedAt: Timestamp
    /// When it was last told of.
    package var lastAt: Timestamp
    /// When people were last told of it.
    package var toldAt: Timestamp
    package var acknowledgedAt: Timestamp?
    /// The account that did.
    package var acknowledgedBy: String?
    package var resolvedAt: Timestamp?

    package init(
        id: ID, source: String, key: String, group: String, severity: Severity, title: String, detail: String? = nil,
        values: JSONValue? = nil, state: State = .open, count: Int = 1, escalation: Int = 0, openedAt: Timestamp,
        lastAt: Timestamp,
        toldAt: Timestamp,
        acknowledgedAt: Timestamp? = nil, acknowledgedBy: String? = nil, resolvedAt: Timestamp? = nil
    ) {
        self.id = id
        self.source = source
        self.key = key
        self.group = group
        self.severity = severity
        self.title = title
        self.detail = detail
        self.values = values
        self.state = state
        self.count = count
        self.escalation = escalation
        self.openedAt = openedAt
        self.lastAt = lastAt
        self.toldAt = toldAt
        self.acknowledgedAt = acknowledgedAt
        self.acknowledgedBy = acknowledgedBy
        self.resolvedAt = resolvedAt
    }
}

extension Alert: Described {
    package static let schema = JSONSchema.object(
        "Alert", description: "Something that is wrong, or was.",
        [
            .required("id", .id(ID.self)), .required("source", NotifierFields.source),
            .required("key", NotifierFields.alertKey), .required("group", NotifierFields.source),
            .required("severity", .enumeration(Severity.self)), .required("title", NotifierFields.alertTitle),
            .optional("detail", NotifierFields.alertDetail), .optional("values", NotifierFields.alertValues),
            .required("state", .enumeration(State.self)),
            .required("count", .integer(1..., description: "How often it was told of.")),
            .required(
                "escalation", .integer(0..., description: "How often it was told again, since nobody acknowledged it.")),
            .required("openedAt", Timestamp.schema), .required("lastAt", Timestamp.schema),
            .required("toldAt", Timestamp.schema.describing("When people were last told of it.")),
            .optional("acknowledgedAt", Timestamp.schema), .optional("acknowledgedBy", NotifierFields.account),
            .optional("resolvedAt", Timestamp.schema),
        ])
}
