package import MeshCore

/// Appends records: `POST /v1/topics/{topic}/records`. Each is taken or refused by itself.
package struct PublishRecords: Codable, Sendable, Equatable {
    package var records: [PublishedRecord]

    package init(records: [PublishedRecord]) {
        self.records = records
    }
}

extension PublishRecords: Described {
    package static let schema = JSONSchema.object(
        "PublishRecords", description: "Records to append; each is taken or refused by itself.",
        [.required("records", .array(of: PublishedRecord.schema, count: 1...EventsFields.mostRecords))])
}
