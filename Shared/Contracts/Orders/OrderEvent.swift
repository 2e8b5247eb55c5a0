package import MeshCore

/// Tells of a change of an order, as a CloudEvent 1.0 in structured JSON (`application/cloudevents+json`).
///
/// An event is told at least once; `id` tells repetitions apart, and `data.order.version` the order of one order's
/// changes.
package struct OrderEvent: Codable, Sendable, Equatable {
    /// The event's own part.
    package struct Details: Codable, Sendable, Equatable {
        /// The order after the change, without any secret.
        package var order: Order
        /// What came back; for `order.returned`.
        package var returned: Return?
        /// What was given back; for `order.refunded`.
        package var refund: Refund?

        package init(order: Order, returned: Return? = nil, refund: Refund? = nil) {
            self.order = order
            self.returned = returned
            self.refund = refund
        }
    }

    package static let source = "/orders"

    package var specversion = "1.0"
    package var id: String
    package var source = OrderEvent.source
    package var type: OrderChange
    /// The order's id.
    package var subject: String
    package var time: Timestamp
    package var datacontenttype = "application/json"
    package var data: Details

    /// - Parameters:
    ///   - type: What happened.
    ///   - time: When it happened.
    ///   - data: With the order after the change.
    package init(_ type: OrderChange, time: Timestamp, _ data: Details) {
        var data = data
        data.order.secret = nil
        id = "\(data.order.id)-\(data.order.version)"
        self.type = type
        subject = data.order.id.description
        self.time = time
        self.data = data
    }
}

extension OrderEvent: Described {
    package static let schema = JSONSchema.object(
        "OrderEvent", description: "Tells of a change of an order (CloudEvents 1.0).",
        [
            .required("specversion", .constant("1.0")),
            .required("id", .string(1...128)),
            .required("source", .constant(.string(source))),
            .required("type", .enumeration(OrderChange.self)),
            .required("subject", .id(Order.ID.self)),
            .required("time", OrdersFields.time),
            .required("datacontenttype", .constant("application/json")),
            .required(
                "data",
                .object([
                    .required("order", Order.schema), .optional("returned", Return.schema),
                    .optional("refund", Refund.schema),
                ])),
        ])
}
