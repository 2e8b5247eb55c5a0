package import MeshCore

/// Tells of a change of a product, as a CloudEvent 1.0 in structured JSON (`application/cloudevents+json`).
///
/// An event is told at least once; `id` tells repetitions apart, and `data.version` the order of one product's changes.
package struct ProductChanged: Codable, Sendable, Equatable {
    /// What happened to it.
    package enum Change: String, Codable, Sendable, CaseIterable {
        case created, updated, deleted
    }

    /// The event's own part.
    package struct Details: Codable, Sendable, Equatable {
        package var change: Change
        /// The product after the change; before it for a deletion.
        package var product: Product

        package init(change: Change, product: Product) {
            self.change = change
            self.product = product
        }
    }

    package static let type = "product.changed"
    package static let source = "/catalog"

    package var specversion = "1.0"
    package var id: String
    package var source = ProductChanged.source
    package var type = ProductChanged.type
    /// The product's id.
    package var subject: String
    package var time: Timestamp
    package var datacontenttype = "application/json"
    package var data: Details

    /// - Parameters:
    ///   - id: Unique among all events of the catalog.
    ///   - change: What happened.
    ///   - product: The product after the change; before it for a deletion.
    ///   - time: When it happened.
    package init(id: String, change: Change, product: Product, time: Timestamp) {
        self.id = id
        subject = product.id.description
        self.time = time
        data = Details(change: change, product: product)
    }

    /// The event as JSON with its members in their order.
    package var json: JSONValue {
        [
            "specversion": .string(specversion), "id": .string(id), "source": .string(source), "type": .string(type),
            "subject": .string(subject), "time": .string(time.description), "datacontenttype": .string(datacontenttype),
            "data": ["change": .string(data.change.rawValue), "product": data.product.json],
        ]
    }
}

extension ProductChanged: Described {
    package static let schema = JSONSchema.object(
        "ProductChanged", description: "Tells of a change of a product (CloudEvents 1.0).",
        [
            .required("specversion", .constant("1.0")),
            .required("id", .string(1...128)),
            .required("source", .constant(.string(source))),
            .required("type", .constant(.string(type))),
            .required("subject", .id(Product.ID.self)),
            .required("time", .string(format: .dateTime)),
            .required("datacontenttype", .constant("application/json")),
            .required(
                "data",
                .object([.required("change", .enumeration(Change.self)), .required("product", Product.schema)])),
        ])
}
