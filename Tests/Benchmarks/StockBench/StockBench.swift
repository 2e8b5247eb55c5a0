import Catalog
import CatalogAPI
import MeshCore
import Synchronization

/// Many callers that reserve two SKUs of a thousand, each one order after the other.
struct StockBench: Sendable {
    let stock: StockStore
    let callers: Int
    let orders: Int

    private static let skus = (0..<1000).map { "BENCH-\($0)" }

    /// Stocks every SKU with more than is ever asked for.
    func fill() async throws {
        try await withThrowingTaskGroup { group in
            for sku in Self.skus {
                group.addTask {
                    let movement = RecordStockMovement(quantity: 1_000_000, reason: .received)
                    _ = try await stock.record(movement, of: sku, id: .make())
                }
            }
            try await group.waitForAll()
        }
    }

    /// Keeps units for an order.
    @Sendable func reserve(_ number: Int) async throws {
        _ = try await stock.reserve(.make(), content(number))
    }

    /// What a checkout asks of stock, from the beginning to the end.
    @Sendable func order(_ number: Int) async throws {
        let id = Reservation.ID.make()
        _ = try await stock.reserve(id, content(number))
        _ = try await stock.take(.claim, id)
        _ = try await stock.take(.commit, id)
    }

    /// Runs the work once for each order and prints how long it took.
    func measure(_ name: String, _ work: @escaping @Sendable (Int) async throws -> Void) async throws {
        let clock = ContinuousClock()
        let time = try await clock.measure {
            try await withThrowingTaskGroup { group in
                for caller in 0..<callers {
                    group.addTask {
                        for number in stride(from: caller, to: orders, by: callers) { try await work(number) }
                    }
                }
                try await group.waitForAll()
            }
        }
        let seconds = Double(time.nanoseconds) / 1e9
        print("\(name): \(Int(Double(orders) / seconds)) orders/s, \(orders) orders by \(callers) callers")
    }

    /// Times the sums over everything that was written.
    func measureInvariants() async throws {
        let clock = ContinuousClock()
        var times: [Duration] = []
        for _ in 0..<20 { times.append(try await clock.measure { _ = try await stock.invariants() }) }
        let found = try await stock.invariants()
        print(
            "invariants: \(times.sorted()[10]) for \(found.skus) SKUs, \(-found.movements + 1_000_000_000) units sold,",
            "\(found.violationCount) violations")
    }

    private func content(_ number: Int) -> ReservationContent {
        let skus = [Self.skus[number % 1000], Self.skus[(number * 7 + 13) % 1000]]
        return ReservationContent(
            ReserveStock(
                reference: "order-\(number)", lines: skus.map { ReservationLine(sku: $0, quantity: 1) }))
    }
}
