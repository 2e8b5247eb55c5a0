import CatalogAPI
import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Planned prices")
struct ScheduledPriceTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    private var now: Timestamp { door.clock.now() }

    /// Sweeps once under a new lease, as an instance of this name.
    private func sweep(_ door: CatalogDoor, as owner: String = "one") async throws {
        let leases = Leases(store: door.service.prices.store, owner: owner, clock: door.clock)
        let lease = try #require(try await leases.acquire("price-sweeper", for: .seconds(10)))
        try await PriceSweeper(
            prices: door.service.prices, leases: leases, pauses: ContinuousClock(), logger: Logger(label: "test")
        ).sweep(under: lease)
        try await leases.release(lease)
    }

    private func changes(_ door: CatalogDoor) async throws -> [PriceChanged.Change] {
        try await door.priceEvents().filter { $0.data.what == .list }.map(\.data.change)
    }

    @Test("A list holds from its beginning, which belongs to it, until its end, which does not")
    func lists() async throws {
        try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let (start, end) = (now + .seconds(60), now + .seconds(120))
        let list = try await door.createList("a", #""validFrom": "\#(start)", "validUntil": "\#(end)""#)
        try await door.put(#"{"sku": "A", "amount": 700}"#, into: list)
        let before = try await door.quote("A")
        #expect(before.line.unitPrice?.amount == 1000 && before.quote.validUntil == start)
        door.clock.set(start - .milliseconds(1))
        #expect(try await door.price("A") == 1000)
        door.clock.set(start)
        let during = try await door.quote("A")
        #expect(during.line.unitPrice?.amount == 700 && during.quote.validUntil == end)
        door.clock.set(end - .milliseconds(1))
        #expect(try await door.price("A") == 700)
        door.clock.set(end)
        let after = try await door.quote("A")
        #expect(after.line.unitPrice?.amount == 1000 && after.quote.validUntil == nil)
    }

    @Test("An entry with a beginning takes over from the one before it, and gives back at its end")
    func entries() async throws {
        try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let list = try await door.createList("a")
        let (start, end) = (now + .seconds(60), now + .seconds(120))
        try await door.put(
            #"{"sku": "A", "amount": 900}, {"sku": "A", "amount": 800, "validFrom": "\#(start)", "validUntil": "\#(end)"}"#,
            into: list)
        for (moment, amount) in [(now, 900), (start, 800), (end - .milliseconds(1), 800), (end, 900)]
            as [(Timestamp, Int64)]
        {
            door.clock.set(moment)
            #expect(try await door.price("A") == amount)
        }
    }

    @Test("Each boundary is told once: by whichever instance has the lease, and after a downtime too")
    func toldOnce() async throws {
        let (start, end) = (now + .seconds(60), now + .seconds(120))
        let list = try await door.createList("a", #""validFrom": "\#(start)", "validUntil": "\#(end)""#)
        try await sweep(door)
        #expect(try await changes(door) == [.created])
        door.clock.set(start)
        try await sweep(door)
        try await sweep(door)
        #expect(try await changes(door) == [.created, .began])
        // The service is down while the list ends, and another instance comes up much later.
        door.clock.set(end + .seconds(86_400))
        let other = try CatalogDoor(on: door.directory, clock: door.clock)
        try await sweep(other, as: "two")
        try await sweep(door)
        let events = try await door.priceEvents()
        #expect(events.map(\.data.change) == [.created, .began, .ended])
        #expect(events.map(\.time) == [list.createdAt, start, end])
        #expect(Set(events.map(\.id)).count == 3 && events.allSatisfy { $0.subject == list.id.description })
    }

    @Test("A clock that steps back brings the earlier price back, and tells no boundary twice")
    func clockStepsBack() async throws {
        try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let start = now + .seconds(60)
        try await door.put(
            #"{"sku": "A", "amount": 700}"#, into: try await door.createList("a", #""validFrom": "\#(start)""#))
        door.clock.set(start)
        try await sweep(door)
        #expect(try await door.price("A") == 700)
        door.clock.set(start - .seconds(30))
        try await sweep(door)
        let back = try await door.quote("A")
        #expect(back.line.unitPrice?.amount == 1000 && back.quote.validUntil == start)
        door.clock.set(start)
        try await sweep(door)
        #expect(try await door.price("A") == 700)
        #expect(try await changes(door) == [.created, .began])
    }

    @Test("What was moved, deactivated or deleted since it was planned is not told")
    func movedPlans() async throws {
        let start = now + .seconds(60)
        let moved = try await door.createList("moved", #""validFrom": "\#(start)""#)
        let idle = try await door.createList("idle", #""validFrom": "\#(start)""#)
        let gone = try await door.createList("gone", #""validFrom": "\#(start)""#)
        let later = start + .seconds(60)
        _ = try await door.send(.patch, "/v1/price-lists/\(moved.id)", #"{"validFrom": "\#(later)"}"#, role: "admin")
        _ = try await door.send(.patch, "/v1/price-lists/\(idle.id)", #"{"active": false}"#, role: "admin")
        _ = try await door.send(.delete, "/v1/price-lists/\(gone.id)", role: "admin")
        door.clock.set(start)
        try await sweep(door)
        #expect(try await !changes(door).contains(.began))
        door.clock.set(later)
        try await sweep(door)
        let began = try await door.priceEvents().filter { $0.data.change == .began }
        #expect(began.map(\.data.priceListId) == [moved.id] && began.map(\.time) == [later])
    }

    @Test("Entries and rules are told of too, entries of one list and moment together")
    func entriesAndRules() async throws {
        let start = now + .seconds(60)
        let list = try await door.createList("a")
        for sku in ["A", "B", "C"] { try await door.create(CatalogDoor.body(sku: sku)) }
        try await door.put(
            ["A", "B", "C"].map { #"{"sku": "\#($0)", "amount": 5, "validFrom": "\#(start)"}"# }.joined(separator: ","),
            into: list)
        try await door.put(#"{"sku": "C", "amount": null, "validFrom": "\#(start)"}"#, into: list)
        _ = try await door.put(
            rule: "r",
            #"{"source": "t", "sku": "A", "adjustment": {"kind": "percent", "value": 1}, "validUntil": "\#(start)"}"#)
        let count = try await door.priceEvents().count
        door.clock.set(start)
        try await sweep(door)
        let events = try await door.priceEvents().dropFirst(count)
        #expect(events.map(\.data.what) == [.entries, .rule] && events.map(\.data.change) == [.updated, .ended])
        #expect(events.first?.data.skus == ["A", "B"] && events.last?.data.skus == ["A"])
    }

    @Test("The entries of a deleted list are cleared away with a line of the audit each, by who deleted it and when")
    func deletedLists() async throws {
        let list = try await door.createList("a")
        for sku in ["A", "B"] { try await door.create(CatalogDoor.body(sku: sku)) }
        try await door.put(#"{"sku": "A", "amount": 5}, {"sku": "B", "amount": 6}"#, into: list)
        _ = try await door.send(.delete, "/v1/price-lists/\(list.id)", role: "admin")
        let deleted = now
        door.clock.advance(by: .seconds(5))
        try await sweep(door)
        let audit = try await door.audit("&list=\(list.id)").suffix(3)
        #expect(audit.map(\.action) == [.listDeleted, .entryRemoved, .entryRemoved])
        #expect(audit.allSatisfy { $0.at == deleted && $0.author == "acc_admin" && $0.after == nil })
        #expect(audit.last?.before == ["sku": "B", "minQuantity": 1, "amount": 6])
        #expect(try door.service.prices.hasWork() == false)
    }

    @Test("A sweeper whose lease another one has now changes nothing")
    func lostLease() async throws {
        let start = now + .seconds(1)
        try await door.createList("a", #""validFrom": "\#(start)""#)
        let leases = Leases(store: door.service.prices.store, owner: "one", clock: door.clock)
        let lease = try #require(try await leases.acquire("price-sweeper", for: .seconds(1)))
        door.clock.advance(by: .seconds(60))
        let others = Leases(store: door.service.prices.store, owner: "two", clock: door.clock)
        _ = try #require(try await others.acquire("price-sweeper", for: .seconds(60)))
        await #expect(throws: StoreError.self) { try await door.service.prices.tellDue(under: lease) }
        #expect(try await changes(door) == [.created])
    }
}
