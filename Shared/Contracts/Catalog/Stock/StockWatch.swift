package import MeshCore

/// That somebody wants to be told when there is something again.
package struct StockWatch: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "wch"
    package typealias ID = MeshCore.ID<StockWatch>

    package var id: ID
    package var sku: String
    package var createdAt: Timestamp

    package init(id: ID, sku: String, createdAt: Timestamp) {
        self.id = id
        self.sku = sku
        self.createdAt = createdAt
    }
}

extension StockWatch: Described {
    package static let schema = JSONSchema.object(
        "StockWatch", description: "That somebody wants to be told when there is something again.",
        [
            .required("id", .id(ID.self)), .required("sku", ProductFields.sku),
            .required("createdAt", .string(format: .dateTime)),
        ])
}
