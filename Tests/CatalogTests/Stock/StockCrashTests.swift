import CatalogAPI
import Foundation
import Glibc
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

// One after the other: a process would inherit the pipes of one that is started at the same time.
@Suite("Stock after a crash", .serialized)
struct StockCrashTests {
    @Test(
        "A process that is killed while it reserves and sells breaks nothing and loses nothing", arguments: [150, 900])
    func killed(after count: Int) async throws {
        let directory = try TemporaryDirectory()
        let skus = ["A", "B", "C"]
        let before = try StockRoom(in: directory)
        for sku in skus { try await before.receive(1_000_000, of: sku) }
        let writers = try [
            StockCrashWriter(directory.path, writers: 8, skus), StockCrashWriter(directory.path, writers: 8, skus),
        ]
        for writer in writers {
            try await waitUntil("\(count) lines", state: { "\(writer.lines.suffix(3))" }) {
                writer.lines.count >= count
            }
        }
        writers[0].kill()
        // The one that is left goes on at once: nobody holds anything that a dead process would have to give back.
        let reached = writers[1].lines.count
        try await waitUntil("the other one goes on") { writers[1].lines.count > reached + 50 }
        writers[1].kill()
        for writer in writers { try await waitUntil("the output has ended") { writer.hasEnded } }

        let after = try StockRoom(in: directory)
        try await after.check()
        for (id, state) in writers.flatMap(\.acknowledged) {
            let found = try await after.stock.reservation(id)?.state
            #expect(found.map { Self.rank($0) >= Self.rank(state) } == true, "\(id) was \(state), is \(found as Any)")
        }
        #expect(writers.allSatisfy { $0.lines.allSatisfy { !$0.hasPrefix("!") } })
    }

    /// How far a state is: an acknowledged one is never gone back on.
    private static func rank(_ state: ReservationState) -> Int {
        switch state {
        case .held: 0
        case .claimed: 1
        case .committed, .released, .expired: 2
        }
    }
}
