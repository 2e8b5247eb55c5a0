import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Lists of orders and purchases")
struct OrderListTests {
    private func all(_ door: OrdersDoor, _ path: String, token: String) async throws -> [Order] {
        var items: [Order] = []
        var next = path
        while true {
            let answer = try await door.send(.get, next, token: token)
            try #require(answer.status == 200, "\(answer)")
            let page: OrderList = try answer.decode()
            items += page.items
            guard let cursor = page.nextCursor else { return items }
            next = "\(path)\(path.contains("?") ? "&" : "?")cursor=\(cursor)"
        }
    }

    @Test("Each holds what belongs into it once, the newest first, page by page")
    func filters() async throws {
        try await OrdersDoor.with { door in
            var orders: [Order] = []
            for number in 0..<12 {
                if number.isMultiple(of: 2) { door.clock.advance(by: .seconds(1)) }
                let name = ["ann", "bob", "cleo"][number % 3]
                var order = try await door.paidOrder(account: "acc_\(name)", email: "\(name)@example.org")
                if number % 4 == 0 { order = try await door.step(order.id, .ship(Tracking())) }
                orders.append(order)
            }
            let since = orders[5].placedAt
            let cases: [(query: String, token: String, holds: (Order) -> Bool)] = [
                ("", "admin", { _ in true }), ("", "user:bob", { $0.account == "acc_bob" }),
                ("state=shipped", "admin", { $0.state == .shipped }),
                ("state=shipped", "user:ann", { $0.state == .shipped && $0.account == "acc_ann" }),
                ("account=acc_cleo", "admin", { $0.account == "acc_cleo" }),
                ("account=acc_bob", "user:bob", { $0.account == "acc_bob" }),
                ("email=ANN@example.org", "admin", { $0.email == "ann@example.org" }),
                ("email=ann@example.org&state=paid", "admin", { $0.email == "ann@example.org" && $0.state == .paid }),
                ("since=\(since)", "admin", { $0.placedAt >= since }),
                ("since=\(since)&state=paid", "admin", { $0.placedAt >= since && $0.state == .paid }),
                ("account=nobody", "admin", { _ in false }),
            ]
            for (query, token, holds) in cases {
                let expected = orders.filter(holds).sorted { ($0.placedAt, $0.id) > ($1.placedAt, $1.id) }.map(\.id)
                for limit in [1, 5, 100] {
                    let path = "/v1/orders?limit=\(limit)" + (query.isEmpty ? "" : "&\(query)")
                    #expect(try await all(door, path, token: token).map(\.id) == expected, "\(query) \(limit)")
                }
            }
            for query in ["account=acc_ann", "email=bob@example.org"] {
                #expect(try await door.send(.get, "/v1/orders?\(query)", token: "user:bob").status == 403)
            }
            #expect(try await door.send(.get, "/v1/orders").status == 401)
        }
    }

    @Test("What was bought is counted as it is bought, for its buyer, admins and services")
    func purchases() async throws {
        try await OrdersDoor.with { door in
            for (account, sku) in [("acc_ann", "A-1"), ("acc_ann", "B-2"), ("acc_bob", "A-1"), ("acc_ann", "a-1")] {
                door.clock.advance(by: .seconds(1))
                _ = try await door.paidOrder(account: account, lines: [Sample.line(sku, quantity: 2)])
            }
            _ = try await door.paidOrder(account: nil, secret: .make(), lines: [Sample.line("A-1")])
            let mine: PurchaseList = try await door.send(.get, "/v1/orders/purchases", token: "user:ann").decode()
            #expect(mine.items.map { "\($0.sku) \($0.quantity) \($0.orders)" } == ["A-1 4 2", "B-2 2 1"])
            #expect(try await door.send(.get, "/v1/orders/purchases?account=acc_ann", token: "user:bob").status == 403)
            var seen: [Purchase] = []
            var path = "/internal/purchases?limit=1"
            repeat {
                let page: PurchaseList = try await door.send(.get, path, peer: "recommender").decode()
                seen += page.items
                path = page.nextCursor.map { "/internal/purchases?limit=1&cursor=\($0)" } ?? ""
            } while !path.isEmpty
            #expect(
                seen.map(\.account) == ["acc_ann", "acc_bob", "acc_ann"] && seen.map(\.sku) == ["A-1", "A-1", "B-2"])
            #expect(try await door.send(.get, "/internal/purchases", token: "admin").status == 403)
            #expect(try await door.send(.get, "/internal/purchases", peer: "gateway").status == 403)
        }
    }

    @Test("A cursor belongs to its list, and nobody makes one up")
    func cursors() async throws {
        try await OrdersDoor.with { door in
            for _ in 0..<3 { _ = try await door.paidOrder() }
            let page: OrderList = try await door.send(.get, "/v1/orders?limit=1", token: "admin").decode()
            let cursor = try #require(page.nextCursor)
            #expect(try await door.send(.get, "/v1/orders?limit=2&cursor=\(cursor)", token: "admin").status == 200)
            for path in [
                "/v1/orders?state=paid&cursor=\(cursor)", "/v1/orders?cursor=\(cursor)x", "/v1/orders?cursor=AAAA",
                "/v1/orders/purchases?cursor=\(cursor)", "/v1/orders?cursor=%00",
            ] {
                let answer = try await door.send(.get, path, token: "admin")
                #expect(answer.status == 400 && answer.fields == ["cursor"], "\(path): \(answer)")
            }
            #expect(try await door.send(.get, "/v1/orders?cursor=\(cursor)", token: "user:ann").status == 400)
        }
    }

    @Test("Every list, every sweep and every look for what is due is served by an index")
    func plans() async throws {
        try await OrdersDoor.with { door in
            let now = Timestamp(milliseconds: 0)
            var statements: [(sql: String, arguments: StatementArguments)] = []
            for position in [nil, OrderPosition(placed: 5, id: .make())] {
                for since in [nil, now] {
                    for query in [
                        OrderQuery(since: since), OrderQuery(state: .paid, since: since),
                        OrderQuery(account: "a", since: since), OrderQuery(state: .paid, account: "a", since: since),
                        OrderQuery(email: "a@b", since: since), OrderQuery(state: .paid, email: "a@b", since: since),
                    ] {
                        let page = OrderListStatement(query, after: position, limit: 10)
                        statements.append((page.sql, page.arguments))
                    }
                    for account in [nil, "a"] {
                        let place = position.map { _ in PurchasePosition(last: 5, account: "a", sku: "s") }
                        let page = PurchaseListStatement(
                            PurchaseQuery(account: account, since: since), after: place, limit: 10)
                        statements.append((page.sql, page.arguments))
                    }
                }
            }
            let others: [(sql: String, arguments: StatementArguments)] = [
                (RefundRow.listSQL, ["o", 10]), (ReturnRow.listSQL, ["o", 10]),
                (OrdersStore.dueRefundsSQL, [5, 10]), (RestockRow.dueSQL, [5, 10]),
                (OrdersStore.expiredCartsSQL, [5, 10]), (OrdersStore.endedCartsSQL, [5, 10]),
            ]
            for (sql, arguments) in statements + others {
                let plan = try await door.store.store.read { db in
                    try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
                        .map { $0["detail"] as String }
                }
                // A list of everything walks its index in its order, a page at a time; no other may scan.
                let walks = plan.filter { $0.contains("SCAN") && !$0.contains("USING INDEX") }
                #expect(walks.isEmpty && !plan.contains { $0.contains("TEMP B-TREE") }, "\(sql): \(plan)")
            }
        }
    }

    @Test(
        "A parameter that breaks its rule is named",
        arguments: [
            ("limit=0", "limit"), ("limit=101", "limit"), ("state=lost", "state"), ("since=today", "since"),
            ("account=", "account"), ("email=x", "email"), ("colour=red", "colour"), ("limit=1&limit=2", "limit"),
        ])
    func badParameters(query: String, field: String) async throws {
        try await OrdersDoor.with { door in
            let answer = try await door.send(.get, "/v1/orders?\(query)", token: "admin")
            #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
        }
    }
}
