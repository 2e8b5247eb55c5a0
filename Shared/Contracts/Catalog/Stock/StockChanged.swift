package import MeshCore

/// Tells of a change of the stock of one SKU, as a CloudEvent 1.0 in structured JSON (`application/cloudevents+json`).
///
/// An event is told at least once; `id` tells repetitions apart, and `data.version` the order of one SKU's changes. A
/// reservation that is claimed changes no number, and so tells of nothing.
package struct StockChanged: Codable, Sendable, Equatable {
    /// What changed it: a reservation, or a movement.
    package enum Cause: String, Codable, Sendable, CaseIterable {
        case reserved, released, expired, sold
        case received, returned, damaged, lost, found, correction
        case soldElsewhere = "sold_elsewhere"

        package init(_ reason: StockMovementReason) {
            self =
                switch reason {
                case .received: .received
                case .returned: .returned
                case .damaged: .damaged
                case .lost: .lost
                case .found: .found
                case .soldElsewhere: .soldElsewhere
                case .correction: .correction
                case .sold: .sold
                }
        }
    }

    /// The event's own part: the numbers after the change.
    package struct Details: Codable, Sendable, Equatable {
        package var sku: String
        package var onHand: Int64
        package var reserved: Int64
        package var available: Int64
        package var version: Int64
        package var cause: Cause
        /// What the reservation or the movement belongs to; absent when nothing was named.
        package var reference: String?
    }

    package static let type = "stock.changed"
    package static let source = "/catalog"

    package var specversion = "1.0"
    package var id: String
    package var source = StockChanged.source
    package var type = StockChanged.type
    /// The SKU.
    package var subject: String
    package var time: Timestamp
    package var datacontenttype = "application/json"
    package var data: Details

    /// - Parameters:
    ///   - level: The stock after the change.
    ///   - cause: What changed it.
    ///   - reference: What that belongs to.
    ///   - time: When it happened.
    package init(_ level: StockLevel, cause: Cause, reference: String?, time: Timestamp) {
        id = "stock-\(level.sku)-\(level.version)"
        subject = level.sku
        self.time = time
        data = Details(
            sku: level.sku, onHand: level.onHand, reserved: level.reserved, available: level.available,
            version: level.version, cause: cause, reference: reference)
    }

    /// The event as JSON with its members in their order.
    package var json: JSONValue {
        var details: JSONObject = [
            "sku": .string(data.sku), "onHand": .int(data.onHand), "reserved": .int(data.reserved),
            "available": .int(data.available), "version": .int(data.version), "cause": .string(data.cause.rawValue),
        ]
        details["reference"] = data.reference.map { .string($0) }
        return [
            "specversion": .string(specversion), "id": .string(id), "source": .string(source), "type": .string(type),
            "subject": .string(subject), "time": .string(time.description), "datacontenttype": .string(datacontenttype),
            "data": .object(details),
        ]
    }
}

extension StockChanged: Described {
    package static let schema = JSONSchema.object(
        "StockChanged", description: "Tells of a change of the stock of one SKU (CloudEvents 1.0).",
        [
            .required("specversion", .constant("1.0")),
            .required("id", .string(1...128)),
            .required("source", .constant(.string(source))),
            .required("type", .constant(.string(type))),
            .required("subject", StockFields.sku),
            .required("time", .string(format: .dateTime)),
            .required("datacontenttype", .constant("application/json")),
            .required(
                "data",
                .object([
                    .required("sku", StockFields.sku), .required("onHand", StockFields.onHand),
                    .required("reserved", StockFields.reserved), .required("available", StockFields.available),
                    .required("version", StockFields.version), .required("cause", .enumeration(Cause.self)),
                    .optional("reference", StockFields.reference),
                ])),
        ])
}
