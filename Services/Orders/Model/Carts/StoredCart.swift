import MeshCore
import OrdersAPI

/// A cart as the store keeps it, and the rules of filling it.
struct StoredCart: Sendable, Equatable {
    let id: Cart.ID
    var state: CartState
    /// Whose it is; nil for a guest's, which has a digest instead.
    let account: String?
    let digest: [UInt8]?
    var currency: Currency
    var channel: String?
    var country: String?
    var lines: [StoredLine] = []
    let createdAt: Timestamp
    var updatedAt: Timestamp
    /// When it is swept; nil for an account's.
    var expiresAt: Timestamp?
    /// Counts what its owner changes; prices change by themselves.
    var version: Int64

    /// Says how many of one thing are wanted; none takes the line away.
    ///
    /// - Throws: ``OrdersError/cartClosed(_:)``, ``OrdersError/cartFull``.
    mutating func set(_ sku: String, to quantity: Int64) throws(OrdersError) {
        guard state == .open else { throw .cartClosed(state) }
        let key = StoredLine.key(sku)
        let place = lines.firstIndex { StoredLine.key($0.sku) == key }
        guard quantity > 0 else {
            if let place { lines.remove(at: place) }
            return
        }
        if let place {
            lines[place].quantity = min(quantity, OrdersFields.quantityLimit)
        } else {
            guard lines.count < OrdersFields.lineLimit else { throw .cartFull }
            let position = (lines.map(\.position).max() ?? 0) + 1
            lines.append(StoredLine(sku: sku, position: position, quantity: min(quantity, OrdersFields.quantityLimit)))
        }
    }

    /// Notes that the buyer has seen what a line costs.
    mutating func agree(on sku: String) {
        let key = StoredLine.key(sku)
        for place in lines.indices where StoredLine.key(lines[place].sku) == key {
            lines[place].agreedAmount = lines[place].unitAmount
        }
    }

    /// Takes the lines of a guest's cart: quantities of one thing are added, up to the limit of a line. An empty cart
    /// takes over how the other one is priced as well.
    ///
    /// - Throws: ``OrdersError/cartClosed(_:)``, ``OrdersError/cartFull``.
    mutating func merge(_ other: StoredCart) throws(OrdersError) {
        guard state == .open else { throw .cartClosed(state) }
        guard other.state == .open else { throw .cartClosed(other.state) }
        if lines.isEmpty { (currency, channel, country) = (other.currency, other.channel, other.country) }
        for line in other.lines {
            let key = StoredLine.key(line.sku)
            let present = lines.first { StoredLine.key($0.sku) == key }
            try set(line.sku, to: (present?.quantity ?? 0) + line.quantity)
            guard present == nil, currency == other.currency, let last = lines.indices.last else { continue }
            let position = lines[last].position
            lines[last] = line
            lines[last].position = position
        }
    }

    /// Takes in what the catalog tells of the lines.
    mutating func refresh(_ quotes: [QuotedUnit]) {
        let found = Dictionary(quotes.map { (StoredLine.key($0.sku), $0) }) { first, _ in first }
        for place in lines.indices {
            if let quote = found[StoredLine.key(lines[place].sku)] { lines[place].take(quote) }
        }
    }
}
