import Glibc
import MeshCore
import RecommenderModels
import Testing

@Suite("What users did")
struct SignalTests {
    static let start = Timestamp(milliseconds: 1_700_000_000_000)

    static func rules(limit: Int = 50) throws -> SignalRules {
        try SignalRules(
            weights: [.view: 1, .cart: 3, .purchase: 5, .rating: 4], halfLife: .seconds(100), hidden: [.purchase],
            itemLimit: limit)
    }

    @Test("A signal counts at once, and half after each half-life")
    func decay() throws {
        let rules = try Self.rules()
        var profile = InterestProfile()
        profile.take(Signal(.cart, item: 7, at: Self.start), rules: rules)
        profile.take(Signal(.view, item: 4, at: Self.start + .seconds(100)), rules: rules)
        profile.take(Signal(.view, item: 7, at: Self.start + .seconds(200)), rules: rules)
        // 7 was dealt with last: 3 / 4 + 1.
        #expect(
            profile.history(at: Self.start + .seconds(200), rules: rules) == History([4, 7], weights: [0.5, 1.75]))
        #expect(
            profile.history(at: Self.start + .seconds(300), rules: rules) == History([4, 7], weights: [0.25, 0.875]))
    }

    @Test("In whichever order signals come, the history is the same", arguments: 0..<5 as Range<UInt64>)
    func order(seed: UInt64) throws {
        let rules = try Self.rules()
        var random = SplitMix64(seed: seed)
        let signals = (0..<60).map { _ in
            Signal(
                SignalKind.allCases[random.below(5)], item: UInt32(random.below(12)),
                at: Self.start + .seconds(Int64(random.below(1000))), strength: random.unit() * 2 - 0.5)
        }
        var (forward, shuffled) = (InterestProfile(), InterestProfile())
        for signal in signals { forward.take(signal, rules: rules) }
        for signal in signals.shuffled(using: &random) { shuffled.take(signal, rules: rules) }
        let end = Self.start + .seconds(1000)
        let (first, second) = (forward.history(at: end, rules: rules), shuffled.history(at: end, rules: rules))
        #expect(first.items == second.items)
        var sums: [UInt32: Double] = [:]
        for signal in signals {
            let weight = (rules.weights[signal.kind] ?? 0) * signal.strength
            sums[signal.item, default: 0] += weight * exp2(-signal.time.duration(to: end).seconds / 100)
        }
        for (item, weight) in zip(first.items, first.weights) {
            #expect(isNear(Double(weight), sums[item] ?? .nan, tolerance: 1e-6))
        }
        #expect(Set(first.items) == Set(sums.filter { $0.value > 0 }.keys))
        #expect(forward.hidden(by: rules) == shuffled.hidden(by: rules))
    }

    @Test("What was bought is hidden, what was disliked is no reason for others")
    func hidden() throws {
        let rules = try Self.rules()
        var profile = InterestProfile()
        profile.take(Signal(.view, item: 1, at: Self.start), rules: rules)
        profile.take(Signal(.purchase, item: 2, at: Self.start), rules: rules)
        profile.take(Signal(.view, item: 2, at: Self.start), rules: rules)
        profile.take(Signal(.rating, item: 3, at: Self.start, strength: -1), rules: rules)
        profile.take(Signal(.search, item: 4, at: Self.start), rules: rules)
        #expect(profile.hidden(by: rules) == [2])
        #expect(profile.history(at: Self.start, rules: rules).items == [1, 2])
        #expect(profile.itemCount == 3)
    }

    @Test("It remembers so many items, those that were dealt with last")
    func bounded() throws {
        let rules = try Self.rules(limit: 3)
        var profile = InterestProfile()
        for (step, item) in [5, 6, 7, 5, 8].enumerated() {
            profile.take(Signal(.view, item: UInt32(item), at: Self.start + .seconds(Int64(step))), rules: rules)
        }
        #expect(profile.history(at: Self.start, rules: rules).items == [7, 5, 8])
    }

    @Test("Rules without a meaning are refused")
    func refused() {
        #expect(throws: ModelError.self) { try SignalRules(weights: [.view: -1]) }
        #expect(throws: ModelError.self) { try SignalRules(halfLife: .zero) }
        #expect(throws: ModelError.self) { try SignalRules(itemLimit: 0) }
    }
}
