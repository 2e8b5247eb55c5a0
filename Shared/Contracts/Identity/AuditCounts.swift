package import MeshCore

/// How often each kind of event came into the audit trail, hour by hour.
package struct AuditCounts: Codable, Sendable, Equatable {
    /// One kind in one hour.
    package struct Count: Codable, Sendable, Equatable {
        /// The hour's first moment.
        package var hour: Timestamp
        package var event: String
        package var count: Int64

        package init(hour: Timestamp, event: String, count: Int64) {
            self.hour = hour
            self.event = event
            self.count = count
        }
    }

    /// Hours without an event are left out.
    package var items: [Count]

    package init(items: [Count]) { self.items = items }
}

extension AuditCounts.Count: Described {
    package static let schema = JSONSchema.object(
        "AuditCount", description: "How often one kind of event came into the audit trail in one hour.",
        [
            .required("hour", Timestamp.schema),
            .required("event", .string(1...64)),
            .required("count", .integer(0...)),
        ])
}

extension AuditCounts: Described {
    package static let schema = JSONSchema.object(
        "AuditCounts", description: "How often each kind of event came into the audit trail, hour by hour.",
        [.required("items", .array(of: AuditCounts.Count.schema, count: 0...100_000))])
}
