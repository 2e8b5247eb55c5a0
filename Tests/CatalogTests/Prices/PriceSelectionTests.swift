import CatalogAPI
import MeshCore
import Testing

@testable import Catalog

@Suite("The choice among price lists")
struct PriceSelectionTests {
    private static let now = Timestamp(milliseconds: 1_000_000)

    /// The rules once more, as plainly as they can be written: all lists and entries that hold, each with its whole sort
    /// key, sorted.
    private struct NaiveChoice {
        let audience: PriceAudience
        let quantity: Int64
        let moment: Timestamp

        private func holds(_ from: Timestamp?, _ until: Timestamp?) -> Bool {
            (from.map { $0 <= moment } ?? true) && (until.map { moment < $0 } ?? true)
        }

        func winner(_ lists: [(PriceTerms, [PriceCandidate])]) -> (id: String, amount: Int64)? {
            var offers: [(key: [Int64], id: String, amount: Int64)] = []
            for (terms, entries) in lists {
                let limits = terms.limits
                guard limits.currency == nil || limits.currency == audience.currency,
                    limits.channel == nil || limits.channel == audience.channel,
                    limits.country == nil || limits.country == audience.country,
                    limits.customerGroup == nil || limits.customerGroup == audience.customerGroup,
                    holds(terms.validity.from, terms.validity.until)
                else { continue }
                let valid = entries.filter {
                    $0.minQuantity <= quantity && holds($0.validity.from, $0.validity.until)
                }
                let entry = valid.sorted {
                    ($0.minQuantity, $0.validity.from?.milliseconds ?? .min)
                        > ($1.minQuantity, $1.validity.from?.milliseconds ?? .min)
                }.first
                guard let entry else { continue }
                let limited = terms.validity.from != nil || terms.validity.until != nil
                offers.append(
                    (
                        [
                            limits.customerGroup == nil ? 1 : 0, limits.channel == nil ? 1 : 0,
                            limits.country == nil ? 1 : 0, limited ? 0 : 1, -terms.priority, entry.amount,
                        ], terms.id, entry.amount
                    ))
            }
            return offers.sorted {
                $0.key == $1.key ? $0.id < $1.id : $0.key.lexicographicallyPrecedes($1.key)
            }.first.map { ($0.id, $0.amount) }
        }
    }

    private func randomValidity(_ random: inout SplitMix64) -> Validity {
        let offset = { (random: inout SplitMix64) in Self.now + .milliseconds(Int64(random.below(5)) - 2) }
        return Validity(
            from: random.below(3) == 0 ? offset(&random) : nil, until: random.below(3) == 0 ? offset(&random) : nil)
    }

    private func randomList(_ number: Int, _ random: inout SplitMix64) -> (PriceTerms, [PriceCandidate]) {
        let limits = PriceLimits(
            currency: random.below(5) == 0 ? .usd : .eur, channel: [nil, nil, "web", "store"][random.below(4)],
            country: [nil, nil, "DE", "FR"][random.below(4)],
            customerGroup: [nil, nil, "staff", "trade"][random.below(4)])
        let terms = PriceTerms(
            id: "prl_\(random.below(1000))_\(number)", limits: limits, validity: randomValidity(&random),
            priority: Int64(random.below(3)), kind: random.below(3) == 0 ? .sale : .override)
        var keys: Set<String> = []
        var entries: [PriceCandidate] = []
        for _ in 0..<random.below(5) {
            let entry = PriceCandidate(
                list: Int64(number), minQuantity: Int64([1, 1, 2, 5][random.below(4)]),
                validity: randomValidity(&random), amount: Int64(random.below(4)) * 100)
            // An entry is known by its quantity and its beginning.
            if keys.insert("\(entry.minQuantity) \(entry.validity.from?.milliseconds ?? .min)").inserted {
                entries.append(entry)
            }
        }
        return (terms, entries)
    }

    @Test("is the one that a plain sort gives, whatever the lists and their order", arguments: 0..<40)
    func matchesReference(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<250 {
            let lists = (0..<random.below(8)).map { randomList($0, &random) }
            let audience = PriceAudience(
                currency: .eur, channel: [nil, "web"][random.below(2)], country: [nil, "DE"][random.below(2)],
                customerGroup: [nil, "staff"][random.below(2)])
            let quantity = Int64([1, 2, 3, 5, 9][random.below(5)])
            var selection = PriceSelection(for: audience, quantity: quantity, at: Self.now)
            for (terms, entries) in lists.shuffled(using: &random) {
                selection.consider(terms, entries.shuffled(using: &random))
            }
            let naive = NaiveChoice(audience: audience, quantity: quantity, moment: Self.now)
            let (all, overrides) = (naive.winner(lists), naive.winner(lists.filter { $0.0.kind == .override }))
            #expect(selection.best?.terms.id == all?.id && selection.best?.amount == all?.amount, "seed \(seed)")
            #expect(selection.bestOverride?.terms.id == overrides?.id, "seed \(seed)")
            checkBoundary(selection, lists, "seed \(seed)")
        }
    }

    /// Until the boundary the choice is the same at every millisecond.
    private func checkBoundary(
        _ selection: PriceSelection, _ lists: [(PriceTerms, [PriceCandidate])], _ comment: Comment
    ) {
        let end = selection.boundary?.milliseconds ?? Self.now.milliseconds + 5
        for later in Self.now.milliseconds..<end {
            let naive = NaiveChoice(
                audience: selection.audience, quantity: selection.quantity, moment: Timestamp(milliseconds: later))
            #expect(naive.winner(lists)?.id == selection.best?.terms.id, comment)
            #expect(naive.winner(lists)?.amount == selection.best?.amount, comment)
        }
    }

    @Test("A list holds from its first moment on, and no longer at its last")
    func boundaries() {
        let validity = Validity(from: Self.now, until: Self.now + .milliseconds(10))
        #expect(!validity.holds(at: Self.now - .milliseconds(1)) && validity.holds(at: Self.now))
        #expect(validity.holds(at: Self.now + .milliseconds(9)) && !validity.holds(at: Self.now + .milliseconds(10)))
        #expect(validity.boundary(after: Self.now - .milliseconds(1)) == Self.now)
        #expect(validity.boundary(after: Self.now) == Self.now + .milliseconds(10))
        #expect(validity.boundary(after: Self.now + .milliseconds(10)) == nil)
        #expect(Validity(from: Self.now, until: Self.now).isEmpty && !validity.isEmpty)
    }
}
