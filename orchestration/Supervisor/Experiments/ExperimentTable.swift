import RecommenderAPI

/// The report of an experiment, for people.
struct ExperimentTable {
    private let report: ExperimentReport

    init(_ report: ExperimentReport) {
        self.report = report
    }

    /// Tables with a heading each.
    var text: String {
        let (experiment, plan) = (report.experiment, report.experiment.plan)
        var parts = [
            "\(experiment.name): \(experiment.state.rawValue), run \(experiment.run), decided by \(plan.metric.rawValue)s within "
                + "\(plan.windowSeconds ?? 1800) s",
            TextTable.text(variantRows),
        ]
        if let chance = report.sampleRatioPValue {
            let words =
                report.hasSampleRatioMismatch
                ? "units are MISSING from a variant: believe no figure" : "units are divided as planned"
            parts.append("sample ratio: p = \(Self.number(chance)), \(words)")
        }
        let arms = armRows
        if arms.count > 1 { parts.append(TextTable.text(arms)) }
        let policies = policyRows
        if policies.count > 1 { parts.append(TextTable.text(policies)) }
        return parts.joined(separator: "\n\n")
    }

    private var variantRows: [[String]] {
        let heading = [
            "variant", "units", "answers", "converted", "rate", "against control", "95 % at the end", "at any time",
        ]
        return [heading]
            + report.variants.map { variant in
                let metric = variant.metrics.first { $0.metric == report.experiment.plan.metric }
                let uplift = metric?.rateUplift
                let relative = uplift?.relative.map { Self.signed($0) } ?? (variant.isControl ? "control" : "–")
                let interval = uplift.flatMap { uplift in
                    uplift.relativeLow.flatMap { low in
                        uplift.relativeHigh.map { "\(Self.signed(low)) … \(Self.signed($0))" }
                    }
                }
                let anytime = uplift.map { "\(Self.points($0.anytimeLow)) … \(Self.points($0.anytimeHigh)) points" }
                return [
                    variant.name, "\(variant.units)", "\(variant.exposures)", Self.share(metric?.conversion ?? 0),
                    Self.share(metric?.rate ?? 0), relative, interval ?? "", anytime ?? "",
                ]
            }
    }

    private var armRows: [[String]] {
        [["arm", "shown", "successes", "failures", "next"]]
            + report.variants.flatMap { variant in
                variant.arms.map { arm in
                    [
                        "\(variant.name)/\(arm.name)", "\(arm.shown)", "\(arm.successes)", "\(arm.failures)",
                        Self.share(arm.probability),
                    ]
                }
            }
    }

    private var policyRows: [[String]] {
        [["policy alone", "by", "would bring", "95 %", "as many as", "cut"]]
            + report.policies.map { policy in
                [
                    policy.policy, policy.method.rawValue, Self.share(policy.value),
                    "\(Self.share(policy.low)) … \(Self.share(policy.high))", Self.number(policy.effectiveCount),
                    Self.share(policy.clippedShare),
                ]
            }
    }

    private static func share(_ value: Double) -> String { "\(ScienceText.fixed(100 * value, digits: 2)) %" }
    private static func signed(_ value: Double) -> String {
        "\(value < 0 ? "" : "+")\(ScienceText.fixed(100 * value, digits: 1)) %"
    }
    private static func points(_ value: Double) -> String {
        "\(value < 0 ? "" : "+")\(ScienceText.fixed(100 * value, digits: 2))"
    }
    private static func number(_ value: Double) -> String { ScienceText.number(value) }
}
