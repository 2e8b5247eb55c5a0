import Foundation
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("The workflow that a paid order starts")
struct FulfilmentTests {
    private func waiting(_ instance: CheckoutInstance) async throws -> Int {
        try await instance.service.store.store.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM fulfilment") ?? 0
        }
    }

    @Test("runs once, under the order's id, also when the orchestrator was away")
    func starts() async throws {
        try await CheckoutShop.with(.unfinished) { shop in
            try await shop.stock("A-1", 5)
            let stage = try #require(shop.stage)
            try await stage.deploy("fulfil-order")
            stage.door.fail(with: .serviceUnavailable)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 2])
                let order: Order = try await instance.checkOut(cart).decode()
                #expect(try await waiting(instance) == 1)
                stage.door.fail(with: nil)
                // The pause after a vain try passes by the clock of the shop.
                try await waitUntil("it is started") {
                    shop.clock.advance(by: .seconds(1))
                    return try await stage.executions(of: "fulfil-order").keys.elementsEqual([order.id.description])
                }
                try await waitUntil("nothing is left to be started") { try await waiting(instance) == 0 }
            }
        }
    }

    @Test("is not missed where it is not deployed")
    func notDeployed() async throws {
        try await CheckoutShop.with(.unfinished) { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                #expect(try await instance.checkOut(try await instance.cart(["A-1": 1])).status == 201)
                try await waitUntil("nothing is left to be started") { try await waiting(instance) == 0 }
            }
        }
    }

    @Test("is found by an index")
    func plan() async throws {
        try await CheckoutShop.with { shop in
            try await shop.instance { instance in
                let plan = try await instance.service.store.store.read { db in
                    try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + OrdersStore.fulfilmentSQL, arguments: [0, 1])
                        .map { $0["detail"] as String }
                }
                #expect(plan.allSatisfy { $0.contains("INDEX") }, "\(plan)")
            }
        }
    }
}
