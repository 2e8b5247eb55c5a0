import CatalogAPI
import Foundation
import GRDB
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

/// The stock of one file, opened several times, as by instances; each may have a clock of its own.
struct StockRoom: Sendable {
    let directory: TemporaryDirectory
    let clocks: [VirtualWallClock]
    let stores: [StockStore]

    /// - Parameters:
    ///   - instances: How often the file is opened.
    ///   - directory: Where it is; a new one when nothing is said.
    init(instances: Int = 1, in directory: TemporaryDirectory? = nil) throws {
        let directory = try directory ?? TemporaryDirectory()
        self.directory = directory
        let clocks = (0..<instances).map { _ in VirtualWallClock() }
        self.clocks = clocks
        stores = try clocks.map { clock in
            let store = try Store.open(
                path: directory.path(CatalogStore.fileName), migrations: CatalogSchema.migrations, clock: clock)
            return StockStore(store: store, keptEvents: 1_000_000, clock: clock)
        }
    }

    /// The first of the instances.
    var stock: StockStore { stores[0] }

    /// Lets the time of all instances go on.
    func advance(by duration: Duration) { clocks.forEach { $0.advance(by: duration) } }

    func receive(_ quantity: Int64, of sku: String) async throws {
        _ = try await stock.record(RecordStockMovement(quantity: quantity, reason: .received), of: sku, id: .make())
    }

    /// Asks an instance for units.
    @discardableResult
    func reserve(
        _ lines: [(sku: String, quantity: Int64)], as id: Reservation.ID = .make(), for reference: String = "ord_1",
        hold: Int64 = 900, by instance: Int = 0
    ) async throws -> Reservation {
        let request = ReserveStock(
            reference: reference, lines: lines.map { ReservationLine(sku: $0.sku, quantity: $0.quantity) },
            expiresIn: hold)
        return try await stores[instance].reserve(id, ReservationContent(request)).reservation
    }

    /// Holds the stock against its invariants.
    func check(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let found = try await stock.invariants()
        #expect(found.violations.isEmpty, comment, sourceLocation: sourceLocation)
        #expect(found.onHand == found.movements, comment, sourceLocation: sourceLocation)
        #expect(found.reserved == found.reservations, comment, sourceLocation: sourceLocation)
    }

    /// The events that wait, oldest first, each held against its schema.
    func events() async throws -> [StockChanged] {
        let payloads = try await stock.store.read { db in
            try Data.fetchAll(
                db, sql: "SELECT payload FROM mesh_outbox WHERE topic = 'stock.changed' ORDER BY sequence")
        }
        return try payloads.map { payload in
            #expect(try StockChanged.schema.validate(JSONValue(parsing: Array(payload))).isEmpty)
            return try JSONDecoder().decode(StockChanged.self, from: payload)
        }
    }
}

/// What came of asking for units.
enum Attempt: Hashable {
    case kept
    case refused([StockShortage])

    /// Whether the units were kept; any other error than too little stock is thrown on.
    init(_ work: () async throws -> Void) async throws {
        do {
            try await work()
            self = .kept
        } catch CatalogError.insufficientStock(let shortages) {
            self = .refused(shortages)
        }
    }
}
