import CatalogAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("What went wrong in other shops does not go wrong here")
struct OversellTests {
    @Test("Two lines of one item are held against its stock together, not one by one (medusa 16502)")
    func sharedItem() async throws {
        let room = try StockRoom()
        try await room.receive(5, of: "TEA")
        let attempt = try await Attempt { try await room.reserve([("TEA", 3), ("TEA", 3)]) }
        #expect(attempt == .refused([StockShortage(sku: "TEA", wanted: 6, available: 5)]))
        let other = try await Attempt { try await room.reserve([("TEA", 3), ("tea", 3)]) }
        #expect(other == .refused([StockShortage(sku: "TEA", wanted: 6, available: 5)]))
        #expect(try room.stock.level("TEA").available == 5)
        let kept = try await room.reserve([("tea", 3), ("TEA", 2)])
        #expect(kept.lines == [ReservationLine(sku: "TEA", quantity: 5)])
        try await room.check()
    }

    @Test("No reservation overwrites what another one has reserved meanwhile (medusa 16569)")
    func lostUpdate() async throws {
        let room = try StockRoom(instances: 2)
        try await room.receive(1000, of: "TEA")
        try await withThrowingTaskGroup { group in
            for number in 0..<80 {
                group.addTask { _ = try await room.reserve([("TEA", 3)], by: number % 2) }
            }
            try await group.waitForAll()
        }
        #expect(try room.stock.level("TEA").reserved == 240)
        #expect(try room.stock.level("TEA").version == 81)
        try await room.check()
    }

    @Test("Nothing comes between the check and the allocation: of many buyers of one unit one gets it (vendure 1738)")
    func checkAndAllocation() async throws {
        let room = try StockRoom(instances: 2)
        try await room.receive(1, of: "TEA")
        let attempts = try await attempts(64) { number in try await room.reserve([("TEA", 1)], by: number % 2) }
        #expect(attempts.filter { $0 == .kept }.count == 1)
        #expect(Set(attempts) == [.kept, .refused([StockShortage(sku: "TEA", wanted: 1, available: 0)])])
        try await room.check()
    }

    @Test("Baskets that name SKUs twice, in opposite orders, do not wait for each other for ever (medusa PR 11403)")
    func duplicateKeys() async throws {
        let room = try StockRoom(instances: 2)
        for sku in ["A", "B", "C"] { try await room.receive(60, of: sku) }
        let attempts = try await attempts(60) { number in
            let skus = number.isMultiple(of: 2) ? ["A", "B", "C", "A"] : ["C", "B", "A", "C"]
            try await room.reserve(skus.map { ($0, 1) }, by: number % 2)
        }
        // Thirty of each order take 90 of A and of C, where there are 60.
        #expect(attempts.count == 60 && attempts.contains(.kept))
        let levels = try ["A", "B", "C"].map { try room.stock.level($0) }
        #expect(levels.allSatisfy { $0.available >= 0 } && levels.contains { $0.available < 2 })
        try await room.check()
    }

    @Test("Units that are sold or kept are not asked for again by the order that has them (saleor/apps 1175)")
    func unfulfilled() async throws {
        let room = try StockRoom()
        try await room.receive(6, of: "TEA")
        let first = try await room.reserve([("TEA", 4)])
        let second = try await room.reserve([("TEA", 2)])
        #expect(try room.stock.level("TEA").available == 0)
        // Nothing is available, and yet both orders have what they need.
        _ = try await room.stock.take(.claim, first.id)
        #expect(try await room.stock.take(.commit, first.id).state == .committed)
        #expect(try await room.reserve([("TEA", 2)], as: second.id).state == .held)
        #expect(try room.stock.level("TEA").available == 0)
        #expect(try await room.stock.take(.commit, second.id).state == .committed)
        #expect(try room.stock.level("TEA").onHand == 0)
        // And an order that has not been sent takes nothing from what has come since.
        try await room.receive(3, of: "TEA")
        #expect(try await room.reserve([("TEA", 3)]).state == .held)
        try await room.check()
    }

    @Test("All or none: a basket of which one SKU is short keeps nothing, and every short SKU is named")
    func allOrNone() async throws {
        let room = try StockRoom()
        try await room.receive(5, of: "A")
        try await room.receive(1, of: "B")
        let events = try await room.events().count
        let attempt = try await Attempt { try await room.reserve([("A", 5), ("B", 2), ("NEVER", 1)]) }
        #expect(
            attempt
                == .refused([
                    StockShortage(sku: "B", wanted: 2, available: 1),
                    StockShortage(sku: "NEVER", wanted: 1, available: 0),
                ]))
        #expect(try ["A", "B"].map { try room.stock.level($0).reserved } == [0, 0])
        #expect(try await room.events().count == events)
        try await room.check()
    }

    @Test("A basket of the most lines of the largest quantity is added up without overflow")
    func largest() async throws {
        let room = try StockRoom()
        for _ in 0..<3 { try await room.receive(StockFields.largestQuantity, of: "TEA") }
        let lines = Array(repeating: ("TEA", StockFields.largestQuantity), count: StockFields.mostLines)
        let attempt = try await Attempt { try await room.reserve(lines) }
        #expect(
            attempt == .refused([StockShortage(sku: "TEA", wanted: 200_000_000, available: 3_000_000)]))
        #expect(try await room.reserve(Array(lines.prefix(3))).lines.map(\.quantity) == [3_000_000])
        try await room.check()
    }

    /// So many attempts at once.
    private func attempts(
        _ count: Int, _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> [Attempt] {
        try await withThrowingTaskGroup(of: Attempt.self) { group in
            for number in 0..<count { group.addTask { try await Attempt { try await work(number) } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
