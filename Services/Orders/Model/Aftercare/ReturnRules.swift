import MeshCore
import OrdersAPI

/// Which goods may come back.
struct ReturnRules: Sendable, Equatable {
    /// For so long after delivery (after shipping, while nobody has said that they arrived).
    let window: Duration

    /// What a return holds: units of one sku are summed first, so that no two lines are each measured against the same
    /// units.
    ///
    /// - Parameters:
    ///   - asked: The lines of the request.
    ///   - order: As it is stored.
    ///   - pending: Returns of it that were asked for and are not settled yet.
    ///   - now: The wall clock.
    /// - Throws: ``OrdersError/refused(code:detail:)``, ``OrdersError/invalid(_:)``.
    func units(
        _ asked: [UnitCount], of order: Order, pending: [Return], at now: Timestamp
    ) throws(OrdersError) -> [UnitCount] {
        guard order.state == .shipped || order.state == .delivered, let start = order.deliveredAt ?? order.shippedAt
        else {
            throw .refused(
                code: "order_\(order.state.rawValue)",
                detail: "An order that is \(order.state.rawValue) cannot come back.")
        }
        guard now <= start + window else {
            throw .refused(code: "return_window_over", detail: "The time in which goods may come back is over.")
        }
        var wanted: [String: Int64] = [:]
        for (place, units) in asked.enumerated() {
            guard let line = order.lines.first(where: { StoredLine.key($0.sku) == StoredLine.key(units.sku) }) else {
                throw .invalid([
                    FieldError(
                        field: "lines[\(place)].sku", code: "not_ordered", message: "The order has no such line.")
                ])
            }
            wanted[line.sku, default: 0] += units.quantity
        }
        var underway: [String: Int64] = [:]
        for units in pending.flatMap(\.lines) { underway[units.sku, default: 0] += units.quantity }
        var units: [UnitCount] = []
        for line in order.lines {
            guard let quantity = wanted[line.sku] else { continue }
            let left = line.quantity - line.returned - (underway[line.sku] ?? 0)
            guard quantity <= left else {
                throw .refused(code: "return_too_many", detail: "Of \(line.sku) \(max(0, left)) can come back.")
            }
            units.append(UnitCount(sku: line.sku, quantity: quantity))
        }
        return units
    }

    /// What units cost when they were bought.
    static func price(of units: [UnitCount], in order: Order) -> Money {
        let amount = units.reduce(Int64(0)) { sum, units in
            let line = order.lines.first { $0.sku == units.sku }
            // A part of the line's total, which fits.
            return sum + (line?.unitPrice.amount ?? 0) * units.quantity
        }
        return Money(amount: amount, currency: order.total.currency)
    }
}
