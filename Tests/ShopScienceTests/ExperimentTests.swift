import Foundation
import MeshCore
import Testing

@testable import ShopScience

@Suite("Experiments divide people and compare what they did")
struct ExperimentTests {
    private static func totals(_ golden: Golden) throws -> UnitTotals {
        var totals = UnitTotals()
        for row in try golden.rows { totals.add(exposures: row[0], outcomes: row[1]) }
        return totals
    }

    @Test("Intervals and p-values are those of statsmodels and scipy")
    func comparisons() throws {
        for golden in try Golden("Experiments")["comparisons"].list {
            let (variant, control) = (try Self.totals(golden["variant"]), try Self.totals(golden["control"]))
            for (name, made) in [
                ("conversion", VariantComparison.conversion(variant, control)),
                ("rate", VariantComparison.rate(variant, control)),
                ("perUnit", VariantComparison.perUnit(variant, control)),
            ] {
                let (comparison, expected) = (try #require(made), try golden[name])
                #expect(isNear(comparison.interval.low, try expected["low"].double, tolerance: 1e-9), "\(name)")
                #expect(isNear(comparison.interval.high, try expected["high"].double, tolerance: 1e-9), "\(name)")
                #expect(isNear(comparison.pValue, try expected["p"].double, tolerance: 1e-9), "\(name)")
                // Who may look at any time is told less.
                #expect(comparison.anytime.low < comparison.interval.low)
                #expect(comparison.anytime.high > comparison.interval.high)
            }
            let rate = try #require(VariantComparison.rate(variant, control))
            #expect(isNear(rate.difference, try golden["rate"]["difference"].double, tolerance: 1e-9))
            #expect(isNear(rate.relative ?? 0, variant.rate / control.rate - 1, tolerance: 1e-12))
            #expect(rate.relativeInterval?.contains(rate.relative ?? -9) == true)
        }
    }

    @Test("Nothing is compared where there is nothing to compare, and no outcome is no difference")
    func empty() throws {
        var (few, none) = (UnitTotals(), UnitTotals())
        few.add(exposures: 1, outcomes: 0)
        #expect(VariantComparison.rate(few, few) == nil)
        for _ in 0..<5 { none.add(exposures: 2, outcomes: 0) }
        for made in [
            VariantComparison.conversion(none, none), VariantComparison.rate(none, none),
            VariantComparison.perUnit(none, none),
        ] {
            let comparison = try #require(made)
            #expect(comparison.difference == 0)
            #expect(comparison.pValue == 1)
            #expect(comparison.relative == nil)
        }
    }

    @Test("The sample ratio test is scipy's")
    func sampleRatio() throws {
        for golden in try Golden("Experiments")["sampleRatios"].list {
            let test = try #require(
                SampleRatioTest(counts: try golden["counts"].doubles, weights: try golden["weights"].doubles))
            #expect(isNear(test.statistic, try golden["statistic"].double, tolerance: 1e-9))
            #expect(isNear(test.pValue, try golden["p"].double, tolerance: 1e-9))
            #expect(test.isMismatch == (try golden["p"].double < 0.001))
        }
        #expect(SampleRatioTest(counts: [0, 0], weights: [1, 1]) == nil)
    }

    @Test("A unit's variant is the one that its hash has always said")
    func hashes() throws {
        let golden = try Golden("Experiments")["plan"]
        let plan = try ExperimentPlan(
            salt: golden["salt"].string, layer: golden["layer"].string,
            variants: golden["variants"].list.map {
                ExperimentPlan.Variant(name: try $0.list[0].string, weight: try $0.list[1].double)
            })
        for unit in try golden["units"].list {
            let name = try unit["unit"].string
            #expect(UnitHash.share(of: name, salt: "layer/home") == (try unit["layerShare"].double))
            #expect(plan.variant(of: name) == (try unit["variant"].int))
        }
    }

    private static func plan(
        _ weights: [Double], salt: String = "s", begin: Double = 0, share: Double = 1
    ) throws -> ExperimentPlan {
        try ExperimentPlan(
            salt: salt, layer: "home", sliceBegin: begin, sliceShare: share,
            variants: weights.enumerated().map { .init(name: "v\($0.offset)", weight: $0.element) })
    }

    @Test("Variants get their shares, and other weights move nobody who need not move")
    func weights() throws {
        let (before, after) = (try Self.plan([1, 1, 2]), try Self.plan([3, 1, 2]))
        let count = 20_000
        var moved = 0
        var counts = [0.0, 0, 0]
        for number in 0..<count {
            let unit = "unit-\(number)"
            let (old, new) = (try #require(before.variant(of: unit)), try #require(after.variant(of: unit)))
            counts[old] += 1
            if old != new {
                moved += 1
                #expect(new == 0)
            }
        }
        #expect(try #require(SampleRatioTest(counts: counts, weights: [1, 1, 2])).isMismatch == false)
        // From a quarter to half of all: a quarter has to move, and no more do.
        #expect(abs(Double(moved) / Double(count) - 0.25) < 0.02)
        #expect(before.probability(of: 2) == 0.5)
    }

    @Test("Slices of a layer have nobody in common, and experiments divide people independently of each other")
    func layers() throws {
        let (one, other) = (
            try Self.plan([1, 1], begin: 0, share: 0.4), try Self.plan([1, 1], salt: "t", begin: 0.4, share: 0.6)
        )
        #expect(one.excludes(other) && other.excludes(one))
        #expect(!one.excludes(try Self.plan([1, 1], begin: 0.3, share: 0.2)))
        let (left, right) = (try Self.plan([1, 1]), try Self.plan([1, 1], salt: "t"))
        var (within, same) = (0, 0)
        for number in 0..<10_000 {
            let unit = "u\(number)"
            #expect((one.variant(of: unit) == nil) != (other.variant(of: unit) == nil))
            within += one.variant(of: unit) == nil ? 0 : 1
            same += left.variant(of: unit) == right.variant(of: unit) ? 1 : 0
        }
        #expect(abs(within - 4000) < 250)
        #expect(abs(same - 5000) < 250)
    }

    @Test("A plan without weights, or beyond its layer, is refused")
    func refused() {
        #expect(throws: ScienceError.self) { try Self.plan([0, 0]) }
        #expect(throws: ScienceError.self) { try Self.plan([1, -1]) }
        #expect(throws: ScienceError.self) { try Self.plan([1], begin: 0.5, share: 0.6) }
        #expect(throws: ScienceError.self) { try Self.plan([1], share: 0) }
    }

    /// Units that come often or seldom and click easily or not, as people do.
    private static func units(_ count: Int, chance: Double, _ random: inout SplitMix64) -> UnitTotals {
        var totals = UnitTotals()
        for _ in 0..<count {
            let exposures = 1 + random.below(6)
            let own = chance * 2 * random.unit()
            let outcomes = (0..<exposures).count { _ in random.unit() < own }
            totals.add(exposures: Double(exposures), outcomes: Double(outcomes))
        }
        return totals
    }

    @Test("Intervals of 95 % hold the truth in 95 of 100 simulated experiments, clustered as they are")
    func coverage() throws {
        var random = SplitMix64(seed: 7)
        let rounds = 600
        var (rate, relative, perUnit) = (0, 0, 0)
        for _ in 0..<rounds {
            let variant = Self.units(300, chance: 0.3, &random)
            let control = Self.units(300, chance: 0.2, &random)
            let compared = try #require(VariantComparison.rate(variant, control))
            rate += compared.interval.contains(0.1) ? 1 : 0
            relative += try #require(compared.relativeInterval).contains(0.5) ? 1 : 0
            perUnit += try #require(VariantComparison.perUnit(variant, control)).interval.contains(0.35) ? 1 : 0
        }
        // Four standard errors of 600 rounds are 3.6 %.
        for held in [rate, relative, perUnit] { #expect(abs(Double(held) / Double(rounds) - 0.95) < 0.036, "\(held)") }
    }

    @Test("Who looks at every tenth unit is deceived by fixed intervals, and not by those that hold at any time")
    func peeking() throws {
        var random = SplitMix64(seed: 8)
        let rounds = 300
        var (fixed, anytime) = (0, 0)
        for _ in 0..<rounds {
            var (variant, control) = (UnitTotals(), UnitTotals())
            var (misled, deceived) = (false, false)
            for unit in 1...600 {
                variant.add(exposures: 1, outcomes: random.unit() < 0.3 ? 1 : 0)
                control.add(exposures: 1, outcomes: random.unit() < 0.3 ? 1 : 0)
                guard unit >= 50, unit.isMultiple(of: 10) else { continue }
                let compared = try #require(VariantComparison.rate(variant, control))
                misled = misled || !compared.interval.contains(0)
                deceived = deceived || !compared.anytime.contains(0)
            }
            fixed += misled ? 1 : 0
            anytime += deceived ? 1 : 0
        }
        #expect(Double(fixed) / Double(rounds) > 0.15)
        #expect(Double(anytime) / Double(rounds) < 0.05)
    }
}
