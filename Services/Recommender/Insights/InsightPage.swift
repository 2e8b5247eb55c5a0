package import MeshCore

/// What is told of one kind: the version, how good it is, and the items.
package struct InsightPage<Item: InsightItem>: Codable, Sendable {
    package var run: String
    /// Nothing from then on was known to it.
    package var dataThrough: Timestamp?
    package var result: InsightResult
    package var items: [Item]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(
        run: String, dataThrough: Timestamp?, result: InsightResult, items: [Item], nextCursor: String? = nil
    ) {
        self.run = run
        self.dataThrough = dataThrough
        self.result = result
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension InsightPage: Described {
    package static var schema: JSONSchema {
        .object(
            "\(Item.self)Page", description: "What is told of one kind: the version, how good it is, and the items.",
            [
                .required("run", InsightFields.run),
                .optional(
                    "dataThrough", .string(format: .dateTime, description: "Nothing from then on was known to it.")),
                .required("result", InsightResult.schema),
                .required("items", .array(of: Item.schema, count: 0...1000)),
                .optional("nextCursor", .string(1...2048, description: "Where the next page begins.")),
            ])
    }
}
