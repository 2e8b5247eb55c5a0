import CatalogAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Stock does what a naive model of it does")
struct StockModelTests {
    @Test("Random operations by three instances end as the model says, step by step", arguments: [1, 2, 3, 4])
    func sequence(seed: UInt64) async throws {
        var machine = try StockMachine(seed: seed)
        for step in 0..<250 {
            let done = try await machine.step()
            try await machine.compare("seed \(seed), step \(step): \(done)")
        }
    }

    @Test("Random operations of many at once leave every invariant whole", arguments: [11, 12])
    func storm(seed: UInt64) async throws {
        let room = try StockRoom(instances: 3)
        let skus = ["A", "B", "C", "D"]
        for sku in skus { try await room.receive(20, of: sku) }
        try await withThrowingTaskGroup { group in
            for worker in 0..<12 {
                group.addTask { try await Self.work(room, skus, instance: worker % 3, seed: seed + UInt64(worker)) }
            }
            group.addTask { for _ in 0..<100 { try await room.check("seed \(seed)") } }
            try await group.waitForAll()
        }
        room.advance(by: .seconds(10_000))
        while try await room.stock.expireDue(limit: 10) > 0 {}
        try await room.check("seed \(seed)")
    }

    /// Buys, gives back, and lets go of what it bought, while time goes on.
    private static func work(_ room: StockRoom, _ skus: [String], instance: Int, seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let stock = room.stores[instance]
        for _ in 0..<40 {
            let lines = (0...random.below(3)).map { _ in (skus[random.below(4)], Int64(1 + random.below(3))) }
            let id = Reservation.ID.make()
            _ = try await Attempt { try await room.reserve(lines, as: id, hold: 5, by: instance) }
            do {
                switch random.below(5) {
                case 0: _ = try await stock.take(.commit, id)
                case 1: _ = try await stock.take(.release, id)
                case 2: _ = try await stock.take(.claim, id)
                case 3: room.advance(by: .seconds(1))
                default: _ = try await stock.expireDue(limit: 2)
                }
                if random.below(3) == 0 { _ = try await stock.take(.release, id) }
            } catch CatalogError.reservationEnded, CatalogError.reservationNotFound {
                // Refused, expired or sold: all of it may come.
            }
        }
    }
}
