import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Carts over HTTP")
struct CartRoutesTests {
    @Test("A guest's cart is filled and read with its secret, and by nobody without it")
    func guest() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1", price: 1000)
            try await door.sell("B-2", price: 250, stock: 1)
            let cart = try await door.guestCart()
            #expect(cart.secret?.count == 32 && cart.version == 1 && cart.total == Sample.eur(0) && !cart.stale)
            try await door.put(2, of: "A-1", into: cart)
            let filled = try await door.put(3, of: "B-2", into: cart)
            #expect(filled.lines.map(\.sku) == ["A-1", "B-2"] && filled.total == Sample.eur(2750))
            #expect(filled.lines[0].available == 10 && filled.lines[0].problem == nil)
            #expect(filled.lines[1].available == 1 && filled.lines[1].problem == .insufficientStock)
            #expect(filled.lines[1].title == "Thing B-2" && filled.version == 3 && filled.secret == nil)
            let path = "/v1/carts/\(cart.id)"
            #expect(try await door.read(cart) == filled)
            #expect(try await door.send(.get, path).status == 404)
            #expect(try await door.send(.get, path, headers: ["cart-secret": "guessed"]).status == 404)
            #expect(try await door.send(.get, path, token: "admin").status == 404)
            let other = try await door.guestCart()
            #expect(try await door.send(.get, path, headers: other.proof).status == 404)
            #expect(
                try await door.send(.put, path + "/lines/A-1", #"{"quantity": 9}"#, headers: other.proof).status == 404)
        }
    }

    @Test("Lines are set, not added, found without regard to case, and taken away as often as one likes")
    func lines() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("Tea-1")
            let cart = try await door.guestCart()
            try await door.put(2, of: "tea-1", into: cart)
            let set = try await door.put(5, of: "TEA-1", into: cart)
            #expect(set.lines.map(\.sku) == ["Tea-1"] && set.lines[0].quantity == 5)
            #expect(try await door.put(5, of: "Tea-1", into: cart).version == set.version)
            let empty = try await door.put(0, of: "tea-1", into: cart)
            #expect(empty.lines.isEmpty && empty.version == set.version + 1)
            let again = try await door.send(.delete, "/v1/carts/\(cart.id)/lines/tea-1", headers: cart.proof)
            #expect(again.status == 200 && again.headers[.eTag] == "\"\(empty.version)\"")
            let events = try await door.cartEvents()
            #expect(events.map { $0.data.lines.map(\.quantity) } == [[2], [5], []])
            #expect(events.map(\.data.version) == [2, 3, 4])
        }
    }

    @Test("A price that changes is told until the buyer sets the line again")
    func prices() async throws {
        try await OrdersDoor.with { door in
            let product = try await door.sell("A-1", price: 1000)
            let cart = try await door.guestCart()
            try await door.put(2, of: "A-1", into: cart)
            try await door.reprice(product, to: 1200)
            for _ in 0..<2 {
                let shown = try await door.read(cart)
                #expect(shown.lines[0].unitPrice == Sample.eur(1200) && shown.total == Sample.eur(2400))
                #expect(shown.lines[0].priceChangedFrom == Sample.eur(1000) && shown.version == 2)
            }
            let set = try await door.put(3, of: "A-1", into: cart)
            #expect(set.lines[0].priceChangedFrom == nil && set.total == Sample.eur(3600))
        }
    }

    @Test("What is not sold is refused, and what is no longer sold is told")
    func refused() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("OLD-1", active: false)
            try await door.sell("US-1", currency: "USD")
            let product = try await door.sell("A-1")
            let cart = try await door.guestCart()
            for (sku, code) in [("NONE-1", "unknown_sku"), ("OLD-1", "inactive"), ("US-1", "no_price")] {
                let answer = try await door.send(
                    .put, "/v1/carts/\(cart.id)/lines/\(sku)", #"{"quantity": 1}"#, headers: cart.proof)
                #expect(answer.status == 422 && answer.code == code, "\(answer)")
            }
            try await door.put(1, of: "A-1", into: cart)
            _ = try await door.catalog.send(
                .patch, "/v1/products/\(product.id)", #"{"active": false}"#, token: "admin")
            let shown = try await door.read(cart)
            #expect(shown.lines[0].problem == .inactive && shown.total == Sample.eur(0))
            let dollars = try await door.guestCart(#"{"currency": "USD"}"#)
            #expect(try await door.put(1, of: "US-1", into: dollars).total.currency == .usd)
        }
    }

    @Test("While the catalog is away, a cart is shown with the last known prices, and takes what it is given")
    func stale() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1", price: 1000)
            let cart = try await door.guestCart()
            try await door.put(2, of: "A-1", into: cart)
            door.line.fail(with: .internalServerError)
            let shown = try await door.read(cart)
            #expect(shown.stale && shown.total == Sample.eur(2000) && shown.lines[0].available == nil)
            let blind = try await door.put(1, of: "NEW-1", into: cart)
            #expect(blind.stale && blind.lines.map(\.sku) == ["A-1", "NEW-1"] && blind.lines[1].unitPrice == nil)
        }
    }

    @Test("A change that was decided on another version is refused")
    func conditions() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1")
            let cart = try await door.guestCart()
            let path = "/v1/carts/\(cart.id)/lines/A-1"
            let put = { (tag: String) in
                try await door.send(
                    .put, path, #"{"quantity": 1}"#, headers: cart.proof.merging(["if-match": tag]) { $1 })
            }
            #expect(try await put("\"2\"").status == 412)
            #expect(try await put("\"1\"").status == 200)
            #expect(try await put("\"1\"").status == 412)
        }
    }

    @Test("An account has one cart, from whichever instance and session it asks")
    func account() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1")
            let mine: Cart = try await door.send(.get, "/v1/carts/mine", token: "user:ann").decode()
            #expect(mine.account == "acc_ann" && mine.secret == nil && mine.expiresAt == nil)
            try await door.put(2, of: "A-1", into: mine, token: "user:ann")
            let later: Cart = try await door.another().send(.post, "/v1/carts", "{}", token: "user:ann").decode()
            #expect(later.id == mine.id && later.lines.map(\.quantity) == [2])
            #expect(try await door.send(.get, "/v1/carts/\(mine.id)", token: "user:bob").status == 404)
            #expect(try await door.send(.get, "/v1/carts/\(mine.id)").status == 404)
            #expect(try await door.send(.get, "/v1/carts/mine").status == 401)
            let bobs: Cart = try await door.send(.get, "/v1/carts/mine", token: "user:bob").decode()
            #expect(bobs.id != mine.id)
        }
    }

    @Test("A guest's cart goes into the account's at login, once")
    func merge() async throws {
        try await OrdersDoor.with { door in
            for sku in ["A-1", "B-2", "C-3"] { try await door.sell(sku, stock: 0) }
            let guest = try await door.guestCart()
            try await door.put(999_999, of: "A-1", into: guest)
            try await door.put(2, of: "B-2", into: guest)
            let mine: Cart = try await door.send(.get, "/v1/carts/mine", token: "user:ann").decode()
            try await door.put(5, of: "a-1", into: mine, token: "user:ann")
            try await door.put(1, of: "C-3", into: mine, token: "user:ann")
            let body = #"{"cartId": "\#(guest.id)", "secret": "\#(guest.secret ?? "")"}"#
            for _ in 0..<3 {
                let answer = try await door.send(.post, "/v1/carts/mine/merge", body, token: "user:ann")
                let merged: Cart = try answer.decode()
                #expect(merged.id == mine.id && merged.version == 4)
                #expect(merged.lines.map(\.sku) == ["A-1", "C-3", "B-2"])
                #expect(merged.lines.map(\.quantity) == [1_000_000, 1, 2])
            }
            let emptied = try await door.read(guest)
            #expect(emptied.state == .merged && emptied.lines.isEmpty)
            let closed = try await door.send(
                .put, "/v1/carts/\(guest.id)/lines/A-1", #"{"quantity": 1}"#, headers: guest.proof)
            #expect(closed.status == 409 && closed.code == "cart_merged")
            let wrong = #"{"cartId": "\#(guest.id)", "secret": "0123456789abcdef0123456789abcdef"}"#
            #expect(try await door.send(.post, "/v1/carts/mine/merge", wrong, token: "user:ann").status == 404)
            #expect(try await door.send(.post, "/v1/carts/mine/merge", body).status == 401)
            let foreign = #"{"cartId": "\#(mine.id)", "secret": "0123456789abcdef0123456789abcdef"}"#
            #expect(try await door.send(.post, "/v1/carts/mine/merge", foreign, token: "user:bob").status == 404)
        }
    }

    @Test("A guest's cart is kept for ninety days after the last touch, an account's for ever")
    func sweeping() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1")
            let (kept, forgotten, empty) = (
                try await door.guestCart(), try await door.guestCart(), try await door.guestCart()
            )
            let mine: Cart = try await door.send(.get, "/v1/carts/mine", token: "user:ann").decode()
            for cart in [kept, forgotten] { try await door.put(1, of: "A-1", into: cart) }
            try await door.put(1, of: "A-1", into: mine, token: "user:ann")
            #expect(try await door.sweep() == 0)
            door.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await door.sweep() == 1)
            #expect(try await door.send(.get, "/v1/carts/\(empty.id)", headers: empty.proof).status == 404)
            door.clock.advance(by: .seconds(50 * 86_400))
            #expect(try await door.read(kept).lines.count == 1)
            door.clock.advance(by: .seconds(50 * 86_400))
            #expect(try await door.sweep() == 1)
            #expect(try await door.read(kept).lines.count == 1)
            #expect(try await door.send(.get, "/v1/carts/\(forgotten.id)", headers: forgotten.proof).status == 404)
            #expect(try await door.read(mine, token: "user:ann").lines.count == 1)
        }
    }
}

extension OrdersDoor {
    /// Sweeps carts once.
    fileprivate func sweep() async throws -> Int {
        try await store.sweepCarts(
            expiredBy: clock.now(), endedBefore: clock.now() - .seconds(90 * 86_400), limit: 100)
    }
}
