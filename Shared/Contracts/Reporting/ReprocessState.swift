package import MeshCore

/// How far the newest remaking of a site's reports is: `GET /v1/reports/sites/{site}/reprocess`.
package struct ReprocessState: Codable, Sendable, Equatable {
    /// Whether it is done.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Events are read again, beside the reports that are served.
        case building
        /// The new reports are served.
        case live
    }

    package var state: State
    package var version: Int64
    package var startedAt: Timestamp
    /// Records of the log that were read, of all sites; nil once it is live.
    package var recordsRead: Int64?
    /// Records that there are to read.
    package var recordsToRead: Int64?
    /// Events that count so far.
    package var events: Int64

    package init(
        state: State, version: Int64, startedAt: Timestamp, recordsRead: Int64? = nil, recordsToRead: Int64? = nil,
        events: Int64
    ) {
        self.state = state
        self.version = version
        self.startedAt = startedAt
        self.recordsRead = recordsRead
        self.recordsToRead = recordsToRead
        self.events = events
    }
}

extension ReprocessState: Described {
    package static let schema = JSONSchema.object(
        "ReprocessState", description: "How far the newest remaking of a site's reports is.",
        [
            .required("state", .enumeration(State.self)),
            .required("version", ReportingFields.version),
            .required("startedAt", Timestamp.schema),
            .optional("recordsRead", ReportingFields.count.describing("Records of the log, of all sites.")),
            .optional("recordsToRead", ReportingFields.count),
            .required("events", ReportingFields.count.describing("Events that count so far.")),
        ])
}
