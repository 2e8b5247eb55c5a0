import RecommenderAPI
import ShopScience

/// What became of an experiment's run, and the report of it.
struct ExperimentFigures: Sendable {
    let experiment: Experiment
    /// By variants and metrics.
    var totals: [String: [ExperimentMetric: UnitTotals]] = [:]
    /// By variants and arms.
    var arms: [String: [String: RecommenderStore.ArmCount]] = [:]
    /// Answers as choices among variants, rewarded by the experiment's metric.
    var answers: [LoggedAction] = []
    /// By variants: choices among the arms of its slot, rewarded where what they showed had an outcome.
    var choices: [String: [LoggedAction]] = [:]

    /// No answer weighs more: a policy that would choose what was chosen once in a hundred times is told no more of.
    static let clip = 100.0

    init(experiment: Experiment) {
        self.experiment = experiment
    }

    /// What it has shown.
    ///
    /// - Throws: `ScienceError`, never for a plan that was taken.
    func report() throws -> ExperimentReport {
        let plan = experiment.plan
        let sum = plan.variants.reduce(0) { $0 + $1.weight }
        let ratio = SampleRatioTest(
            counts: plan.variants.map { totals[$0.name]?[plan.metric]?.units ?? 0 },
            weights: plan.variants.map(\.weight))
        var policies = plan.variants.indices.flatMap { position in
            estimates(plan.variants[position].name, from: answers, policy: Self.only(position, of: plan.variants.count))
        }
        for variant in plan.variants {
            guard let slot = variant.slot, let chosen = choices[variant.name] else { continue }
            let count = slot.arms.count
            for (position, arm) in slot.arms.enumerated() {
                policies += estimates(
                    "\(variant.name)/\(arm.name)", from: chosen, policy: Self.only(position, of: count))
            }
            policies += estimates(
                "\(variant.name)/evenly", from: chosen, policy: slot.arms.map { _ in 1 / Double(count) })
            policies += estimates("\(variant.name)/bandit", from: chosen, policy: try probabilities(variant, slot))
        }
        return ExperimentReport(
            experiment: experiment, variants: try plan.variants.map { try report(of: $0, weights: sum) },
            sampleRatioPValue: ratio?.pValue, hasSampleRatioMismatch: ratio?.isMismatch ?? false, clip: Self.clip,
            policies: policies)
    }

    private func report(of variant: ExperimentVariant, weights: Double) throws -> VariantReport {
        let own = totals[variant.name] ?? [:]
        let isControl = variant.name == experiment.plan.control
        let known = arms[variant.name] ?? [:]
        let chances = try variant.slot.map { try probabilities(variant, $0) } ?? []
        return VariantReport(
            name: variant.name, isControl: isControl, probability: variant.weight / weights,
            units: Int64(own[.click]?.units ?? 0), exposures: Int64(own[.click]?.exposures ?? 0),
            metrics: ExperimentMetric.allCases.map { metric in
                self.report(of: metric, own[metric] ?? UnitTotals(), isControl: isControl)
            },
            arms: zip(variant.slot?.arms ?? [], chances).map { arm, chance in
                let count = known[arm.name] ?? RecommenderStore.ArmCount()
                return ArmReport(
                    name: arm.name, shown: count.shown, successes: count.successes, failures: count.failures,
                    probability: chance)
            })
    }

    private func report(of metric: ExperimentMetric, _ own: UnitTotals, isControl: Bool) -> MetricReport {
        var report = MetricReport(
            metric: metric, outcomes: Int64(own.outcomes), convertedUnits: Int64(own.convertedUnits),
            conversion: own.conversion, rate: own.rate, perUnit: own.perUnit)
        guard !isControl, let control = totals[experiment.plan.control]?[metric] else { return report }
        report.conversionUplift = VariantComparison.conversion(own, control).map(ComparisonReport.init)
        report.rateUplift = VariantComparison.rate(own, control).map(ComparisonReport.init)
        report.perUnitUplift = VariantComparison.perUnit(own, control).map(ComparisonReport.init)
        return report
    }

    private func probabilities(_ variant: ExperimentVariant, _ slot: ExperimentSlot) throws -> [Double] {
        try ExperimentRules.probabilities(of: slot, (arms[variant.name] ?? [:]).mapValues(\.belief))
    }

    private func estimates(_ name: String, from actions: [LoggedAction], policy: [Double]) -> [PolicyReport] {
        PolicyReport.Method.allCases.compactMap { method in
            let formula: OffPolicyEstimate.Method =
                switch method {
                case .inversePropensity: .inversePropensity
                case .selfNormalized: .selfNormalized
                case .doublyRobust: .doublyRobust
                }
            return OffPolicyEstimate(formula, from: actions, policy: policy, clip: Self.clip).map { estimate in
                PolicyReport(
                    policy: name, method: method, value: estimate.value, low: estimate.interval.low,
                    high: estimate.interval.high, effectiveCount: estimate.effectiveCount,
                    clippedShare: estimate.clippedShare)
            }
        }
    }

    private static func only(_ position: Int, of count: Int) -> [Double] {
        (0..<count).map { $0 == position ? 1 : 0 }
    }
}

extension ComparisonReport {
    init(_ comparison: VariantComparison) {
        self.init(
            difference: comparison.difference, low: comparison.interval.low, high: comparison.interval.high,
            pValue: comparison.pValue, anytimeLow: comparison.anytime.low, anytimeHigh: comparison.anytime.high)
        relative = comparison.relative
        relativeLow = comparison.relativeInterval?.low
        relativeHigh = comparison.relativeInterval?.high
    }
}
