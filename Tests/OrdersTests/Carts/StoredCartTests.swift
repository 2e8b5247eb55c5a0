import MeshCore
import OrdersAPI
import Testing

@testable import Orders

@Suite("The rules of a cart")
struct StoredCartTests {
    private func cart(_ lines: Int, currency: Currency = .eur, prefix: String = "S") throws -> StoredCart {
        let now = Timestamp(milliseconds: 0)
        var cart = StoredCart(
            id: .make(), state: .open, account: "acc_ann", digest: nil, currency: currency, createdAt: now,
            updatedAt: now, version: 1)
        for number in 0..<lines { try cart.set("\(prefix)-\(number)", to: 1) }
        return cart
    }

    @Test("It has two hundred lines at most, and says so")
    func full() throws {
        var full = try cart(OrdersFields.lineLimit)
        #expect(throws: OrdersError.cartFull) { try full.set("S-200", to: 1) }
        try full.set("s-7", to: 3)
        try full.set("S-0", to: 0)
        try full.set("S-200", to: 1)
        #expect(full.lines.count == OrdersFields.lineLimit && full.lines.last?.sku == "S-200")
        let other = try cart(1, prefix: "T")
        #expect(throws: OrdersError.cartFull) { try full.merge(other) }
    }

    @Test("Nothing changes in it but while it is open", arguments: CartState.allCases.filter { $0 != .open })
    func closed(state: CartState) throws {
        var closed = try cart(1)
        closed.state = state
        #expect(throws: OrdersError.cartClosed(state)) { try closed.set("S-0", to: 2) }
        let open = try cart(1)
        #expect(throws: OrdersError.cartClosed(state)) { try closed.merge(open) }
        var into = open
        let source = closed
        #expect(throws: OrdersError.cartClosed(state)) { try into.merge(source) }
    }

    @Test("An empty cart takes over the other one's currency, a filled one keeps its own")
    func currencies() throws {
        var dollars = try cart(1, currency: .usd)
        dollars.lines[0].unitAmount = 5
        var empty = try cart(0)
        try empty.merge(dollars)
        #expect(empty.currency == .usd && empty.lines[0].unitAmount == 5)
        var filled = try cart(1, prefix: "T")
        try filled.merge(dollars)
        #expect(
            filled.currency == .eur && filled.lines.map(\.sku) == ["T-0", "S-0"] && filled.lines[1].unitAmount == nil)
    }

    @Test("A total beyond what every JSON parser keeps exact is a problem of its line")
    func tooLarge() throws {
        var cart = try cart(2)
        cart.refresh([
            QuotedUnit(sku: "S-0", unitAmount: .max / 2, available: 9),
            QuotedUnit(sku: "S-1", unitAmount: 7, available: 9),
        ])
        try cart.set("S-0", to: 1_000_000)
        let shown = cart.cart(nil)
        #expect(shown.lines.map(\.problem) == [.tooLarge, nil] && shown.total == Sample.eur(7) && shown.stale)
    }
}
