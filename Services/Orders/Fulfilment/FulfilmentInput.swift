import MeshCore
import OrdersAPI

/// What the workflow that fulfils an order is told: the same for each attempt to start it.
struct FulfilmentInput: Codable, Sendable, Equatable {
    var order: String
    var folder: String
    var lines: [UnitCount]
    var total: Money

    init(_ order: Order, folder: String) {
        self.order = order.id.description
        self.folder = folder
        lines = order.lines.map(\.units)
        total = order.total
    }
}
