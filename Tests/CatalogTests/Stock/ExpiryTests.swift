import CatalogAPI
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Reservations expire, and never against a claim")
struct ExpiryTests {
    private let room: StockRoom

    init() throws {
        room = try StockRoom(instances: 2)
    }

    @Test("A hold is over at its time, not before, whether or not anybody has swept", arguments: [false, true])
    func boundary(isSwept: Bool) async throws {
        try await room.receive(1, of: "TEA")
        let held = try await room.reserve([("TEA", 1)], hold: 60)
        room.advance(by: .milliseconds(59_999))
        #expect(try await room.stock.expireDue(limit: 10) == 0)
        #expect(try await room.stock.reservation(held.id)?.state == .held)
        room.advance(by: .milliseconds(1))
        if isSwept { #expect(try await room.stock.expireDue(limit: 10) == 1) }
        let expired = try await room.stock.reservation(held.id)
        #expect(expired?.state == .expired && expired?.expiresAt == held.expiresAt)
        #expect(try room.stock.level("TEA").available == 1)
        for step in [ReservationStep.claim, .commit] {
            await #expect(throws: CatalogError.reservationEnded(.expired)) { try await room.stock.take(step, held.id) }
        }
        #expect(try await room.stock.take(.release, held.id).state == .expired)
        try await room.check()
    }

    @Test("A claim before the expiry wins: the sweeper passes it over, and it can be sold at any time after")
    func claimFirst() async throws {
        try await room.receive(1, of: "TEA")
        let held = try await room.reserve([("TEA", 1)], hold: 60)
        let claimed = try await room.stock.take(.claim, held.id)
        #expect(claimed.state == .claimed && claimed.expiresAt == nil)
        room.advance(by: .seconds(1_000_000))
        #expect(try await room.stock.expireDue(limit: 10) == 0)
        #expect(try await Attempt { try await room.reserve([("TEA", 1)]) } != .kept)
        #expect(try await room.stock.take(.commit, held.id).state == .committed)
        #expect(try room.stock.level("TEA").onHand == 0)
        try await room.check()
    }

    @Test("An expiry before the claim wins, for whoever meets it first", arguments: [ReservationStep.claim, .commit])
    func expiryFirst(step: ReservationStep) async throws {
        try await room.receive(1, of: "TEA")
        let held = try await room.reserve([("TEA", 1)], hold: 60)
        room.advance(by: .seconds(60))
        await #expect(throws: CatalogError.reservationEnded(.expired)) { try await room.stock.take(step, held.id) }
        // The refusal itself has let it expire, for good: a clock that is set back changes nothing.
        room.advance(by: .seconds(-60))
        #expect(try await room.stock.reservation(held.id)?.state == .expired)
        await #expect(throws: CatalogError.reservationEnded(.expired)) { try await room.stock.take(step, held.id) }
        #expect(try room.stock.level("TEA").available == 1)
        try await room.check()
    }

    @Test("Of a claim and an expiry at the same instant, by instances whose clocks differ, exactly one happens")
    func race() async throws {
        let count = 60
        try await room.receive(Int64(count), of: "TEA")
        var ids: [Reservation.ID] = []
        for _ in 0..<count { ids.append(try await room.reserve([("TEA", 1)], hold: 60).id) }
        // For one instance all of them are over, for the other one none is.
        room.clocks[1].advance(by: .seconds(60))
        let claimed = try await withThrowingTaskGroup(of: Reservation.ID?.self) { group in
            for id in ids {
                group.addTask { [room] in
                    do {
                        return try await room.stores[0].take(.claim, id).id
                    } catch CatalogError.reservationEnded(.expired) {
                        return nil
                    }
                }
                group.addTask { [room] in
                    _ = try await room.stores[1].expireDue(limit: 1)
                    return nil
                }
            }
            return try await group.reduce(into: Set<Reservation.ID>()) { found, id in
                if let id { found.insert(id) }
            }
        }
        while try await room.stores[1].expireDue(limit: 10) > 0 {}
        for id in ids {
            let expected = claimed.contains(id) ? ReservationState.claimed : .expired
            #expect(try await room.stock.reservation(id)?.state == expected)
        }
        #expect(try room.stock.level("TEA").reserved == Int64(claimed.count))
        try await room.check()
        for id in claimed { _ = try await room.stores[1].take(.commit, id) }
        #expect(try room.stock.level("TEA").onHand == Int64(count - claimed.count))
        try await room.check()
    }

    @Test("Holds that nobody has swept keep stock from no one: not from buyers, not from those who count")
    func lateSweeper() async throws {
        try await room.receive(10, of: "TEA")
        try await room.receive(10, of: "POT")
        for _ in 0..<5 { try await room.reserve([("TEA", 2), ("POT", 1)], hold: 60) }
        room.advance(by: .seconds(61))
        #expect(try room.stock.level("TEA").available == 0)
        // As many as it takes, and no more.
        #expect(try await room.reserve([("TEA", 3)]).state == .held)
        #expect(try room.stock.level("TEA").reserved == 9)
        let loss = RecordStockMovement(quantity: -7, reason: .lost)
        #expect(try await room.stock.record(loss, of: "TEA", id: .make()).onHand == 3)
        #expect(try room.stock.level("TEA").reserved == 3)
        #expect(try await Attempt { try await room.reserve([("TEA", 1)]) } != .kept)
        #expect(try room.stock.level("POT").reserved == 0)
        try await room.check()
    }

    @Test("A sweep is done in batches, under a lease, and not after the lease was lost")
    func batches() async throws {
        try await room.receive(5, of: "TEA")
        for _ in 0..<5 { try await room.reserve([("TEA", 1)], hold: 60) }
        room.advance(by: .seconds(60))
        let leases = Leases(store: room.stock.store, owner: "a", clock: room.clocks[0])
        let lease = try #require(try await leases.acquire("stock-sweeper", for: .seconds(10)))
        #expect(try await room.stock.expireDue(limit: 3, under: lease) == 3)
        try await leases.release(lease)
        await #expect(throws: StoreError.leaseLost(name: lease.name, fence: lease.fence)) {
            try await room.stock.expireDue(limit: 3, under: lease)
        }
        #expect(try await room.stock.expireDue(limit: 3) == 2)
        #expect(try room.stock.level("TEA").available == 5)
    }

    @Test("What has ended is forgotten after its time, in batches; what is live never is")
    func forgetting() async throws {
        try await room.receive(10, of: "TEA")
        let ended = try await room.reserve([("TEA", 1)])
        _ = try await room.stock.take(.commit, ended.id)
        let released = try await room.reserve([("TEA", 1)])
        _ = try await room.stock.take(.release, released.id)
        let claimed = try await room.reserve([("TEA", 1)])
        _ = try await room.stock.take(.claim, claimed.id)
        room.advance(by: .seconds(1))
        let now = room.clocks[0].now()
        #expect(try await room.stock.forget(finishedBefore: now, limit: 1) == 1)
        #expect(try await room.stock.forget(finishedBefore: now, limit: 10) == 1)
        #expect(try await room.stock.forget(finishedBefore: now, limit: 10) == 0)
        #expect(try await room.stock.reservation(ended.id) == nil)
        #expect(try await room.stock.reservation(claimed.id)?.lines.count == 1)
        try await room.check()
    }

    @Test("The sweeper lets holds expire while it runs")
    func sweeper() async throws {
        try await room.receive(1, of: "TEA")
        try await room.reserve([("TEA", 1)], hold: 60)
        room.advance(by: .seconds(60))
        let sweeper = StockSweeper(
            stock: room.stock, leases: Leases(store: room.stock.store, owner: "a", clock: room.clocks[0]),
            pauses: ContinuousClock(), logger: Logger(label: "test"))
        try await withThrowingTaskGroup { group in
            group.addTask { try await sweeper.run() }
            try await waitUntil("the hold is swept") { try room.stock.level("TEA").available == 1 }
            group.cancelAll()
        }
    }
}
