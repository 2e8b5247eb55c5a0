import MeshCore
import Testing

@testable import ShopScience

@Suite("Policies learn from what was done at random, and are judged by it")
struct PolicyTests {
    @Test("Each arm is chosen as often as it is probably the best one, as scipy integrates it")
    func thompson() throws {
        let sampling = try ThompsonSampling(floor: 0)
        for golden in try Golden("Experiments")["thompson"].list {
            let beliefs = try golden["arms"].rows.map { BetaBelief(successes: $0[0], failures: $0[1]) }
            for (ours, theirs) in zip(sampling.probabilities(beliefs), try golden["chances"].doubles) {
                #expect(isNear(ours, theirs, tolerance: 1e-9))
            }
        }
    }

    @Test("The incomplete beta function is known at its mean, where neither of its forms is the better one")
    func mean() {
        #expect(isNear(IncompleteBeta.value(at: 0.5, 1, 1), 0.5, tolerance: 1e-15))
        #expect(isNear(IncompleteBeta.value(at: 0.5, 7, 7), 0.5, tolerance: 1e-14))
        // (a + 1) / (a + b + 2) itself: 1 - (1 - x)².
        #expect(isNear(IncompleteBeta.value(at: 0.4, 1, 2), 0.64, tolerance: 1e-14))
    }

    @Test("No arm falls below the floor, and the probabilities make a whole")
    func floor() throws {
        let sampling = try ThompsonSampling(floor: 0.05)
        let sure = sampling.probabilities([
            BetaBelief(successes: 1_000_000, failures: 10), BetaBelief(successes: 10, failures: 1_000_000),
        ])
        #expect(isNear(sure[0], 0.95, tolerance: 1e-6))
        #expect(isNear(sure[1], 0.05, tolerance: 1e-6))
        #expect(sampling.probabilities([BetaBelief()]) == [1])
        #expect(throws: ScienceError.self) { try ThompsonSampling(floor: 0.5) }
    }

    @Test("A draw falls where its number lies")
    func draws() {
        #expect(ThompsonSampling.draw([0.25, 0.75], at: 0) == 0)
        #expect(ThompsonSampling.draw([0.25, 0.75], at: 0.25) == 1)
        #expect(ThompsonSampling.draw([1, 0], at: 0.999_999_999) == 0)
        #expect(ThompsonSampling.draw([0.3, 0.3, 0.3], at: 0.95) == 2)
    }

    @Test("The bandit regrets less than a fifth of what choosing evenly does")
    func regret() throws {
        let truth = [0.1, 0.12, 0.2]
        let sampling = try ThompsonSampling()
        var (regret, evenly) = (0.0, 0.0)
        for seed in 0..<4 {
            var random = SplitMix64(seed: UInt64(seed))
            var beliefs = truth.map { _ in BetaBelief() }
            for step in 0..<40 {
                let chances = sampling.probabilities(beliefs)
                // What is decided in the meantime is told late, as clicks are.
                for _ in 0..<150 {
                    let arm = ThompsonSampling.draw(chances, at: random.unit())
                    if random.unit() < truth[arm] { beliefs[arm].successes += 1 } else { beliefs[arm].failures += 1 }
                    regret += 0.2 - truth[arm]
                    evenly += 0.2 - truth[step % 3]
                }
            }
        }
        #expect(regret < evenly / 5, "\(regret) of \(evenly)")
    }

    /// Units of two kinds, who like different actions; actions chosen with propensities that change with time.
    private static func log(_ count: Int, seed: UInt64) -> [LoggedAction] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { number in
            let unit = number / 3
            let chances = number % 2 == 0 ? [0.6, 0.3, 0.1] : [0.2, 0.4, 0.4]
            let action = ThompsonSampling.draw(chances, at: random.unit())
            return LoggedAction(
                unit: unit, action: action, propensity: chances[action],
                reward: random.unit() < reward(action, unit) ? 1 : 0)
        }
    }

    private static func reward(_ action: Int, _ unit: Int) -> Double {
        unit % 2 == 0 ? [0.1, 0.3, 0.5][action] : [0.3, 0.2, 0.2][action]
    }

    /// What a policy brings, over both kinds.
    private static func truth(_ policy: [Double]) -> Double {
        zip(0..., policy).reduce(0) { $0 + $1.1 * (reward($1.0, 0) + reward($1.0, 1)) / 2 }
    }

    @Test(
        "Estimates meet what the policy brings, and their intervals hold it",
        arguments: OffPolicyEstimate.Method.allCases)
    func estimates(method: OffPolicyEstimate.Method) throws {
        let policy = [0.1, 0.1, 0.8]
        let rounds = 150
        var (sum, held) = (0.0, 0)
        for seed in 0..<rounds {
            let made = OffPolicyEstimate(method, from: Self.log(900, seed: UInt64(seed)), policy: policy)
            let estimate = try #require(made)
            sum += estimate.value
            held += estimate.interval.contains(Self.truth(policy)) ? 1 : 0
            #expect(estimate.clippedShare == 0)
            #expect(estimate.effectiveCount > 100 && estimate.effectiveCount < 900)
        }
        // One estimate errs by some 0.04, the mean of 150 by some 0.0033; the share of intervals by some 1.8 %.
        #expect(
            abs(sum / Double(rounds) - Self.truth(policy)) < 0.013, "\(sum / Double(rounds)), \(Self.truth(policy))")
        #expect(abs(Double(held) / Double(rounds) - 0.95) < 0.072, "\(held)")
    }

    @Test("A model of rewards and self-normalization vary less than weights alone; cut weights are told")
    func variance() throws {
        // Where there is a reward for all, what weights tell is mostly their own noise.
        let log = Self.log(900, seed: 1).map {
            LoggedAction(unit: $0.unit, action: $0.action, propensity: $0.propensity, reward: $0.reward + 1)
        }
        let policy = [0.1, 0.1, 0.8]
        let plain = try #require(OffPolicyEstimate(.inversePropensity, from: log, policy: policy))
        for method in [OffPolicyEstimate.Method.selfNormalized, .doublyRobust] {
            let other = try #require(OffPolicyEstimate(method, from: log, policy: policy))
            #expect(other.standardError < plain.standardError)
        }
        let clipped = try #require(OffPolicyEstimate(.inversePropensity, from: log, policy: policy, clip: 4))
        #expect(clipped.clippedShare > 0.02)
        #expect(clipped.value < plain.value)
        #expect(OffPolicyEstimate(.doublyRobust, from: [], policy: policy) == nil)
        #expect(OffPolicyEstimate(.inversePropensity, from: log, policy: [0, 0, 0, 1]) == nil)
    }

    @Test("What was in force itself is estimated as it was")
    func own() throws {
        let log = (0..<100).map { LoggedAction(unit: $0, action: 0, propensity: 1, reward: $0 < 30 ? 1 : 0) }
        for method in OffPolicyEstimate.Method.allCases {
            let estimate = try #require(OffPolicyEstimate(method, from: log, policy: [1]))
            #expect(isNear(estimate.value, 0.3, tolerance: 1e-12))
            #expect(isNear(estimate.effectiveCount, 100, tolerance: 1e-12))
        }
    }
}
