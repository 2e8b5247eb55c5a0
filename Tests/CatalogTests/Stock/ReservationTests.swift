import CatalogAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Reservations are done once by their ids")
struct ReservationTests {
    private let room: StockRoom

    init() throws {
        room = try StockRoom(instances: 2)
    }

    @Test("The same request is answered with what is stored, whatever became of it, and keeps nothing twice")
    func repeated() async throws {
        try await room.receive(5, of: "TEA")
        let id = Reservation.ID.make()
        let first = try await room.reserve([("TEA", 2)], as: id)
        #expect(try await room.reserve([("tea", 1), ("TEA", 1)], as: id, by: 1) == first)
        _ = try await room.stock.take(.claim, id)
        #expect(try await room.reserve([("TEA", 2)], as: id).state == .claimed)
        _ = try await room.stock.take(.release, id)
        #expect(try await room.reserve([("TEA", 2)], as: id).state == .released)
        #expect(try room.stock.level("TEA").reserved == 0)
        try await room.check()
    }

    @Test("Another content under a known id is refused")
    func mismatch() async throws {
        try await room.receive(9, of: "TEA")
        try await room.receive(9, of: "POT")
        let id = try await room.reserve([("TEA", 2)]).id
        let others: [(lines: [(String, Int64)], reference: String, hold: Int64)] = [
            ([("TEA", 3)], "ord_1", 900), ([("POT", 2)], "ord_1", 900), ([("TEA", 2), ("POT", 1)], "ord_1", 900),
            ([("TEA", 2)], "ord_2", 900), ([("TEA", 2)], "ord_1", 901),
        ]
        for other in others {
            await #expect(throws: CatalogError.reservationMismatch(id), "\(other)") {
                try await room.reserve(other.lines, as: id, for: other.reference, hold: other.hold)
            }
        }
        #expect(try room.stock.level("TEA").reserved == 2)
    }

    @Test("One id that many ask for at once keeps its units once")
    func concurrent() async throws {
        try await room.receive(100, of: "TEA")
        let id = Reservation.ID.make()
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask { [room] in _ = try await room.reserve([("TEA", 2)], as: id, by: number % 2) }
            }
            try await group.waitForAll()
        }
        #expect(try room.stock.level("TEA").reserved == 2)
        try await room.check()
    }

    @Test("A refused request leaves its id free")
    func refusedFirst() async throws {
        let id = Reservation.ID.make()
        #expect(try await Attempt { try await room.reserve([("TEA", 2)], as: id) } != .kept)
        #expect(try await room.stock.reservation(id) == nil)
        try await room.receive(2, of: "TEA")
        #expect(try await room.reserve([("TEA", 2)], as: id).state == .held)
    }

    @Test("A release that comes before its reservation keeps the late reservation from keeping anything")
    func releasedEarly() async throws {
        try await room.receive(2, of: "TEA")
        let id = Reservation.ID.make()
        #expect(try await room.stock.take(.release, id).state == .released)
        #expect(try await room.stock.take(.release, id).state == .released)
        let late = try await room.reserve([("TEA", 2)], as: id)
        #expect(late.state == .released && late.lines.isEmpty)
        await #expect(throws: CatalogError.reservationEnded(.released)) { try await room.stock.take(.claim, id) }
        #expect(try room.stock.level("TEA").available == 2)
        for step in [ReservationStep.claim, .commit] {
            let unknown = Reservation.ID.make()
            await #expect(throws: CatalogError.reservationNotFound(unknown)) {
                try await room.stock.take(step, unknown)
            }
        }
        try await room.check()
    }

    /// Every step from every state: what it becomes, or nil where it is refused.
    static let transitions: [(from: ReservationState, step: ReservationStep, to: ReservationState?)] = [
        (.held, .claim, .claimed), (.held, .commit, .committed), (.held, .release, .released),
        (.claimed, .claim, .claimed), (.claimed, .commit, .committed), (.claimed, .release, .released),
        (.committed, .claim, .committed), (.committed, .commit, .committed), (.committed, .release, nil),
        (.released, .claim, nil), (.released, .commit, nil), (.released, .release, .released),
        (.expired, .claim, nil), (.expired, .commit, nil), (.expired, .release, .expired),
    ]

    @Test("Every step from every state does what it should, once", arguments: transitions)
    func transition(from state: ReservationState, step: ReservationStep, to expected: ReservationState?) async throws {
        try await room.receive(5, of: "TEA")
        let id = try await room.reserve([("TEA", 2)], hold: 60).id
        switch state {
        case .held: break
        case .claimed: _ = try await room.stock.take(.claim, id)
        case .committed: _ = try await room.stock.take(.commit, id)
        case .released: _ = try await room.stock.take(.release, id)
        case .expired: room.advance(by: .seconds(60))
        }
        for instance in 0..<2 {
            if let expected {
                #expect(try await room.stores[instance].take(step, id).state == expected)
            } else {
                await #expect(throws: CatalogError.reservationEnded(state)) {
                    try await room.stores[instance].take(step, id)
                }
            }
        }
        let level = try room.stock.level("TEA")
        let final = expected ?? state
        #expect(level.onHand == (final == .committed ? 3 : 5))
        #expect(level.reserved == (final.isLive ? 2 : 0))
        try await room.check()
    }

    @Test("Steps that many take at once are done once")
    func concurrentSteps() async throws {
        try await room.receive(10, of: "TEA")
        let id = try await room.reserve([("TEA", 4)]).id
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask { [room] in _ = try await room.stores[number % 2].take(.commit, id) }
            }
            try await group.waitForAll()
        }
        #expect(try room.stock.level("TEA").onHand == 6)
        let ledger = try await room.stock.movements(of: "TEA", before: nil, limit: 10).map(\.movement)
        #expect(ledger.map(\.quantity) == [-4, 10] && ledger.map(\.onHand) == [6, 10])
        #expect(ledger[0].reason == .sold && ledger[0].reference == "ord_1")
        try await room.check()
    }

    @Test("Every change of a number tells of itself with the numbers after it, in the order of versions")
    func events() async throws {
        try await room.receive(5, of: "TEA")
        let sold = try await room.reserve([("TEA", 2)]).id
        _ = try await room.stock.take(.claim, sold)
        _ = try await room.stock.take(.commit, sold)
        let freed = try await room.reserve([("TEA", 1)], for: "ord_2").id
        _ = try await room.stock.take(.release, freed)
        try await room.reserve([("TEA", 3)], for: "ord_3", hold: 1)
        room.advance(by: .seconds(1))
        _ = try await room.stock.expireDue(limit: 1)
        let events = try await room.events()
        #expect(events.map(\.data.cause) == [.received, .reserved, .sold, .reserved, .released, .reserved, .expired])
        #expect(events.map(\.data.available) == [5, 3, 3, 2, 3, 0, 3])
        #expect(events.map(\.data.onHand) == [5, 5, 3, 3, 3, 3, 3])
        #expect(events.map(\.data.version) == Array(1...7))
        #expect(events.last?.data.reference == "ord_3")
        #expect(Set(events.map(\.id)).count == 7)
        #expect(try room.stock.level("TEA").version == 7)
    }
}
