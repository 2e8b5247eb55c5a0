package import MeshCore

/// A site as reporting knows it: `GET /v1/reports/sites/{site}`.
package struct ReportSite: Codable, Sendable, Equatable {
    package var site: String
    package var timeZone: String
    /// Who may read besides administrators; told to administrators only.
    package var readers: [String]?
    /// The version of the rules by which new events are processed; nil before the first event.
    package var rulesVersion: Int64?
    /// Everything that was taken in before this is counted; nil before the first event.
    package var watermark: Timestamp?
    /// The last day (UTC) that is kept in columns for good; nil before the first.
    package var sealedThrough: String?
    /// Events that count; nil before the first.
    package var events: Int64?
    /// Events that came too late to be counted.
    package var lateEvents: Int64?

    package init(
        site: String, timeZone: String, readers: [String]? = nil, rulesVersion: Int64? = nil,
        watermark: Timestamp? = nil, sealedThrough: String? = nil, events: Int64? = nil, lateEvents: Int64? = nil
    ) {
        self.site = site
        self.timeZone = timeZone
        self.readers = readers
        self.rulesVersion = rulesVersion
        self.watermark = watermark
        self.sealedThrough = sealedThrough
        self.events = events
        self.lateEvents = lateEvents
    }
}

extension ReportSite: Described {
    package static let schema = JSONSchema.object(
        "ReportSite", description: "A site as reporting knows it.",
        [
            .required("site", ReportingFields.site),
            .required("timeZone", ReportingFields.timeZone),
            .optional("readers", ReportingFields.readers.describing("Told to administrators only.")),
            .optional("rulesVersion", ReportingFields.version),
            .optional("watermark", Timestamp.schema.describing("All that was taken in before is counted.")),
            .optional("sealedThrough", ReportingFields.date),
            .optional("events", ReportingFields.count.describing("Events that count.")),
            .optional("lateEvents", ReportingFields.count.describing("Events that came too late to be counted.")),
        ])
}
