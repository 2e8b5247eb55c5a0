import EventCollection
import Foundation
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Events

@Suite("The salts of daily visitor ids")
struct SaltKeeperTests {
    private static let day: Duration = .seconds(86_400)

    /// Two instances over one store, by a clock that is set.
    private struct Instances {
        let directory: TemporaryDirectory
        let clock = VirtualWallClock()
        let store: Store
        let keepers: [SaltKeeper]

        init() throws {
            directory = try TemporaryDirectory()
            store = try Store.open(path: directory.path("events.sqlite"), migrations: EventsSchema.migrations)
            keepers = [store, store].map { [clock] store in
                SaltKeeper(
                    store: SaltStore(store: store), clock: clock, pauses: ContinuousClock(),
                    logger: Logger(label: "test"))
            }
        }

        func days() async throws -> Int {
            try await SaltStore(store: store).turn(to: clock.now()) { [UInt8](repeating: 1, count: 32) }.ring.entries
                .count
        }
    }

    @Test("All instances have the same, each day another, and yesterday's for an hour")
    func days() async throws {
        let instances = try Instances()
        var seen: [VisitorSalts] = []
        for _ in 0..<3 {
            let now = instances.clock.now()
            let first = try await instances.keepers[0].salts(at: now)
            #expect(try await instances.keepers[1].salts(at: now) == first)
            #expect(first.previous == seen.last?.current)
            seen.append(first)
            instances.clock.advance(by: .seconds(3600))
            #expect(try await instances.keepers[0].salts(at: instances.clock.now()).previous == nil)
            instances.clock.advance(by: Self.day - .seconds(3600))
        }
        #expect(Set(seen.map(\.current)).count == 3)
        try await instances.store.close()
    }

    @Test("A salt whose time is over is nowhere on disk, though nothing comes in")
    func destroyed() async throws {
        let instances = try Instances()
        let old = try await instances.keepers[0].salts(at: instances.clock.now()).current
        #expect(try Self.holds(old, instances))
        instances.clock.advance(by: Self.day + .seconds(3601))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await instances.keepers[0].run() }
            try await waitUntil("the salt is gone") { try !Self.holds(old, instances) }
            group.cancelAll()
        }
        #expect(try await instances.days() == 1)
        try await instances.store.close()
    }

    /// Whether any file of the store has these bytes in it.
    private static func holds(_ bytes: [UInt8], _ instances: Instances) throws -> Bool {
        for ending in ["", "-wal"] {
            let path = instances.directory.path("events.sqlite\(ending)")
            guard FileManager.default.fileExists(atPath: path) else { continue }
            if try Data(contentsOf: URL(filePath: path)).range(of: Data(bytes)) != nil { return true }
        }
        return false
    }
}
