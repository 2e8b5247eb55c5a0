package import MeshCore

/// What became of the records of a request.
package struct RecordReceipts: Codable, Sendable, Equatable {
    /// One for each record, in their order.
    package var items: [RecordReceipt]

    package init(items: [RecordReceipt]) {
        self.items = items
    }
}

extension RecordReceipts: Described {
    package static let schema = JSONSchema.object(
        "RecordReceipts", description: "What became of the records of a request, one for each, in their order.",
        [.required("items", .array(of: RecordReceipt.schema, count: 0...EventsFields.mostRecords))])
}
