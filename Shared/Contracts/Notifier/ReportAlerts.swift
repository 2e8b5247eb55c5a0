package import MeshCore

/// All that is wrong now, as one source sees it: `PUT /v1/notifications/alerts/sources/{source}`.
package struct ReportAlerts: Codable, Sendable, Equatable {
    /// What of it was told before joins the alert that there is; what is not in it any more is over.
    package var firing: [FiringAlert]
    /// Who is told of what has begun, what nobody looks after, and what is over.
    package var recipients: [NotificationRecipient]
    package var channels: [NotificationChannel]
    /// After so long without an acknowledgement it is told again, then after twice as long, and so on.
    package var escalateAfterSeconds: Int?
    /// What was not told of for so long is over.
    package var resolveAfterSeconds: Int?
    /// The wording; `alerts` unless said otherwise.
    package var template: String?
    /// What the source tells of; states unless said otherwise.
    package var nature: AlertNature?

    package init(
        firing: [FiringAlert], recipients: [NotificationRecipient], channels: [NotificationChannel],
        escalateAfterSeconds: Int? = nil, resolveAfterSeconds: Int? = nil, template: String? = nil,
        nature: AlertNature? = nil
    ) {
        self.firing = firing
        self.recipients = recipients
        self.channels = channels
        self.escalateAfterSeconds = escalateAfterSeconds
        self.resolveAfterSeconds = resolveAfterSeconds
        self.template = template
        self.nature = nature
    }
}

extension ReportAlerts: Described {
    package static let schema = JSONSchema.object(
        "ReportAlerts", description: "All that is wrong now, as one source sees it.",
        [
            .required("firing", .array(of: FiringAlert.schema, count: 0...500)),
            .required("recipients", .array(of: NotificationRecipient.schema, count: 0...100)),
            .required(
                "channels",
                .array(
                    of: .enumeration(NotificationChannel.self), count: 0...NotificationChannel.allCases.count,
                    unique: true)),
            .optional(
                "escalateAfterSeconds",
                .integer(
                    60...604_800,
                    description: "After so long without an acknowledgement it is told again, then after twice as long."
                )
                .defaulting(to: 1800)),
            .optional(
                "resolveAfterSeconds",
                .integer(0...86_400, description: "What was not told of for so long is over.").defaulting(to: 120)),
            .optional("template", NotifierFields.templateName.defaulting(to: "alerts")),
            .optional(
                "nature",
                .enumeration(
                    AlertNature.self, description: "What the source tells of: what lasts, or what has happened."
                )
                .defaulting(to: "state")),
        ])
}
