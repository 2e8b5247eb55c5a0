import MeshCore
import OrdersAPI

extension StoredCart {
    /// The cart as its owner sees it.
    ///
    /// - Parameter quotes: What the catalog has just told; nil when it could not be asked, so that what is shown is what
    ///   it told last.
    func cart(_ quotes: [QuotedUnit]?) -> Cart {
        let available = Dictionary((quotes ?? []).map { (StoredLine.key($0.sku), $0.available) }) { first, _ in first }
        let shown = lines.map { line in
            line.line(in: currency, available: available[StoredLine.key(line.sku)] ?? nil)
        }
        // Two hundred lines of the largest amount fit into 64 bits.
        let total = shown.reduce(0) { $0 + ($1.total?.amount ?? 0) }
        return Cart(
            id: id, state: state, account: account, currency: currency, channel: channel, country: country,
            lines: shown,
            total: Money(amount: min(total, OrdersFields.largestAmount), currency: currency),
            stale: quotes == nil && !lines.isEmpty, createdAt: createdAt, updatedAt: updatedAt, expiresAt: expiresAt,
            version: version)
    }
}

extension StoredLine {
    /// The line as its owner sees it.
    fileprivate func line(in currency: Currency, available: Int64?) -> CartLine {
        let money = { (amount: Int64) in Money(amount: amount, currency: currency) }
        let total = unitAmount.map { $0.multipliedReportingOverflow(by: quantity) }
        let isTooLarge = total.map { $0.overflow || $0.partialValue > OrdersFields.largestAmount } ?? false
        var problem = problem ?? (isTooLarge ? .tooLarge : nil)
        if problem == nil, let available, available < quantity { problem = .insufficientStock }
        let changed = agreedAmount != nil && unitAmount != nil && agreedAmount != unitAmount
        return CartLine(
            sku: sku, quantity: quantity, productId: productID, title: title, options: options,
            unitPrice: unitAmount.map(money), listPrice: listAmount.map(money),
            total: isTooLarge ? nil : total.map { money($0.partialValue) },
            priceChangedFrom: changed ? agreedAmount.map(money) : nil, available: available, problem: problem)
    }
}
