import CatalogAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

/// Makes seeded random operations on real stock and on a naive model of it: a dictionary of numbers, where a hold is over
/// the moment its time is.
struct StockMachine {
    private struct Kept {
        var lines: [String: Int64]
        var state: ReservationState
        var expiresAt: Timestamp
    }

    private static let skus = ["a", "b", "c"]
    private let room: StockRoom
    private var random: SplitMix64
    private var onHand: [String: Int64] = [:]
    private var kept: [Reservation.ID: Kept] = [:]

    init(seed: UInt64) throws {
        room = try StockRoom(instances: 3)
        random = SplitMix64(seed: seed)
    }

    private var now: Timestamp { room.clocks[0].now() }
    private mutating func anyStore() -> StockStore { room.stores[random.below(3)] }
    /// The same SKU in any spelling.
    private mutating func anySpelling(_ sku: String) -> String { random.below(2) == 0 ? sku : sku.uppercased() }

    /// Does something, and holds its outcome against the model's.
    ///
    /// - Returns: What was done, for the message of a failure.
    mutating func step() async throws -> String {
        switch random.below(12) {
        case 0, 1: try await move()
        case 2: try await count()
        case 3, 4, 5: try await reserve()
        case 6: try await take(.claim)
        case 7: try await take(.commit)
        case 8: try await take(.release)
        case 9, 10: advance()
        default: try await sweep()
        }
    }

    private mutating func move() async throws -> String {
        let sku = Self.skus[random.below(3)]
        let quantity = Int64(random.below(2) == 0 ? 1 + random.below(9) : -1 - random.below(4))
        let request = RecordStockMovement(quantity: quantity, reason: .correction)
        let isPossible = available(sku) + quantity >= 0
        let attempt = try await Attempt { [store = anyStore(), spelled = anySpelling(sku)] in
            _ = try await store.record(request, of: spelled, id: .make())
        }
        #expect((attempt == .kept) == isPossible)
        if isPossible { onHand[sku, default: 0] += quantity }
        return "move \(quantity) of \(sku)"
    }

    private mutating func count() async throws -> String {
        let sku = Self.skus[random.below(3)]
        let found = Int64(random.below(12))
        let isPossible = found >= onHand[sku, default: 0] - available(sku)
        let attempt = try await Attempt { [store = anyStore(), spelled = anySpelling(sku)] in
            _ = try await store.count(found, of: spelled, id: .make()) { _ in }
        }
        #expect((attempt == .kept) == isPossible)
        if isPossible { onHand[sku] = found }
        return "count \(found) of \(sku)"
    }

    private mutating func reserve() async throws -> String {
        let lines = (0...random.below(3)).map { _ in
            (sku: anySpelling(Self.skus[random.below(3)]), quantity: Int64(1 + random.below(3)))
        }
        var sums: [String: Int64] = [:]
        for line in lines { sums[line.sku.lowercased(), default: 0] += line.quantity }
        let isPossible = sums.allSatisfy { available($0.key) >= $0.value }
        let id = Reservation.ID.make()
        let hold = Int64(1 + random.below(20))
        let instance = random.below(3)
        let attempt = try await Attempt { [room] in try await room.reserve(lines, as: id, hold: hold, by: instance) }
        #expect((attempt == .kept) == isPossible)
        if isPossible { kept[id] = Kept(lines: sums, state: .held, expiresAt: now + .seconds(hold)) }
        return "reserve \(sums)"
    }

    private mutating func take(_ step: ReservationStep) async throws -> String {
        // Sorted, so that a seed replays the choice.
        guard !kept.isEmpty else { return "nothing" }
        let id = kept.keys.sorted()[random.below(kept.count)]
        let before = state(of: id)
        let expected: ReservationState? =
            switch step.verdict(on: before) {
            case .become(let state): state
            case .stay: before
            case .refuse: nil
            }
        var found: ReservationState?
        do { found = try await anyStore().take(step, id).state } catch CatalogError.reservationEnded {}
        #expect(found == expected)
        kept[id]?.state = expected ?? before
        if before.isLive, expected == .committed {
            for (sku, quantity) in kept[id]?.lines ?? [:] { onHand[sku, default: 0] -= quantity }
        }
        return "\(step) \(id) when \(before)"
    }

    private mutating func advance() -> String {
        let seconds = random.below(8)
        room.advance(by: .seconds(seconds))
        return "advance by \(seconds) s"
    }

    private mutating func sweep() async throws -> String {
        _ = try await anyStore().expireDue(limit: 100)
        for sku in Self.skus { #expect(try room.stock.level(sku).available == available(sku)) }
        return "sweep"
    }

    /// Holds everything against the model, and the stock against its invariants.
    func compare(_ comment: Comment) async throws {
        try await room.check(comment)
        for sku in Self.skus {
            let level = try room.stock.level(sku)
            #expect(level.onHand == onHand[sku, default: 0], comment)
            // What is over counts until it is swept: too little is told for that long, never too much.
            #expect(level.available <= available(sku), comment)
        }
        // A few only: each that is asked for expires by that.
        for id in kept.keys.sorted().prefix(2) {
            #expect(try await room.stock.reservation(id)?.state == state(of: id), comment)
        }
    }

    private func state(of id: Reservation.ID) -> ReservationState {
        guard let kept = kept[id] else { return .released }
        return kept.state == .held && kept.expiresAt <= now ? .expired : kept.state
    }

    private func available(_ sku: String) -> Int64 {
        kept.filter { state(of: $0.key).isLive }.reduce(onHand[sku, default: 0]) {
            $0 - $1.value.lines[sku, default: 0]
        }
    }
}
