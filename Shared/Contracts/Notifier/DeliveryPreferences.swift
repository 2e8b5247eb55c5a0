package import MeshCore

/// What somebody wants to be told, how, and when not: `PUT /v1/notifications/preferences`.
package struct DeliveryPreferences: Codable, Sendable, Equatable {
    /// What was chosen, each for another category and channel; what is not chosen is wanted.
    package var choices: [PreferenceChoice]
    /// The zone of the clock on their wall (`Europe/Vienna`); UTC when absent.
    package var timeZone: String?
    package var quietHours: QuietHoursSetting?
    /// The language that they read; who has chosen none is told in that which the notification was asked for in.
    package var locale: String?

    package init(
        choices: [PreferenceChoice] = [], timeZone: String? = nil, quietHours: QuietHoursSetting? = nil,
        locale: String? = nil
    ) {
        self.locale = locale
        self.choices = choices
        self.timeZone = timeZone
        self.quietHours = quietHours
    }
}

extension DeliveryPreferences: Described {
    package static let schema = JSONSchema.object(
        "DeliveryPreferences", description: "What somebody wants to be told, how, and when not.",
        [
            .required(
                "choices",
                .array(of: PreferenceChoice.schema, count: 0...200)
                    .describing("The most exact one decides, a category over a channel; what is not chosen is wanted.")),
            .optional(
                "timeZone",
                .string(1...50, description: "The zone of the clock on their wall; UTC when absent.")
                    .example("Europe/Vienna")),
            .optional("quietHours", QuietHoursSetting.schema),
            .optional("locale", NotifierFields.locale.describing("The language that they read (BCP 47).")),
        ])
}
