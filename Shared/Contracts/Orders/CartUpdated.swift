package import MeshCore

/// Tells of a change of a cart, as a CloudEvent 1.0 in structured JSON (`application/cloudevents+json`).
///
/// An event is told at least once; `id` tells repetitions apart, and `data.version` the order of one cart's changes.
package struct CartUpdated: Codable, Sendable, Equatable {
    /// What is in a cart, without prices, which change by themselves.
    package struct Details: Codable, Sendable, Equatable {
        package var state: CartState
        package var account: String?
        package var lines: [UnitCount]
        package var version: Int64

        package init(state: CartState, account: String?, lines: [UnitCount], version: Int64) {
            self.state = state
            self.account = account
            self.lines = lines
            self.version = version
        }
    }

    package static let type = "cart.updated"
    package static let source = "/orders"

    package var specversion = "1.0"
    package var id: String
    package var source = CartUpdated.source
    package var type = CartUpdated.type
    /// The cart's id.
    package var subject: String
    package var time: Timestamp
    package var datacontenttype = "application/json"
    package var data: Details

    /// - Parameters:
    ///   - cart: The cart after the change.
    ///   - time: When it happened.
    package init(_ cart: Cart.ID, time: Timestamp, _ data: Details) {
        id = "\(cart)-\(data.version)"
        subject = cart.description
        self.time = time
        self.data = data
    }
}

extension CartUpdated: Described {
    package static let schema = JSONSchema.object(
        "CartUpdated", description: "Tells of a change of a cart (CloudEvents 1.0).",
        [
            .required("specversion", .constant("1.0")),
            .required("id", .string(1...128)),
            .required("source", .constant(.string(source))),
            .required("type", .constant(.string(type))),
            .required("subject", .id(Cart.ID.self)),
            .required("time", OrdersFields.time),
            .required("datacontenttype", .constant("application/json")),
            .required(
                "data",
                .object([
                    .required("state", .enumeration(CartState.self)),
                    .optional("account", OrdersFields.account),
                    .required("lines", .array(of: UnitCount.schema, count: 0...OrdersFields.lineLimit)),
                    .required("version", OrdersFields.version),
                ])),
        ])
}
