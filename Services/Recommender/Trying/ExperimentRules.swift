import MeshCore
import RecommenderAPI
import RecommenderModels
import ShopScience

/// What an experiment has to be beyond its schema, and how it becomes one that runs.
struct ExperimentRules: Sendable {
    /// After so long without an outcome an arm has failed, unless said otherwise.
    private static let feedbackSeconds: Int64 = 600
    /// No arm is shown less often, unless said otherwise.
    private static let floor = 0.01

    /// What is wrong with a plan, by its fields.
    static func errors(in plan: PutExperiment) -> [FieldError] {
        var errors: [FieldError] = []
        func refuse(_ field: String, _ code: String, _ message: String) {
            errors.append(FieldError(field: field, code: code, message: message))
        }
        let names = plan.variants.map(\.name)
        if Set(names).count < names.count { refuse("variants", "duplicate", "Give each variant a name of its own.") }
        if !names.contains(plan.control) { refuse("control", "unknown", "Name one of the variants.") }
        if !plan.variants.contains(where: { $0.weight > 0 }) {
            refuse("variants", "no_weight", "Give one variant at least a weight.")
        }
        if (plan.from ?? 0) >= 1 { refuse("from", "out_of_range", "Begin below 1.") }
        if (plan.share ?? 1) <= 0 || (plan.from ?? 0) + (plan.share ?? 1) > 1 + 1e-9 {
            refuse("share", "out_of_range", "Take more than 0, and no more than is left behind `from`.")
        }
        for (number, variant) in plan.variants.enumerated() {
            for list in (variant.lists ?? [:]).keys.sorted() where RecommendationBlend.Source(rawValue: list) == nil {
                refuse("variants[\(number)].lists.\(list)", "unknown", words)
            }
            if let lists = variant.lists, !lists.values.contains(where: { $0 > 0 }) {
                refuse("variants[\(number)].lists", "no_weight", "Give one list at least a weight.")
            }
            errors += (variant.slot?.arms ?? []).enumerated().flatMap { place, arm in
                Self.errors(in: arm, at: "variants[\(number)].slot.arms[\(place)]")
            }
            let arms = (variant.slot?.arms ?? []).map(\.name)
            if Set(arms).count < arms.count {
                refuse("variants[\(number)].slot.arms", "duplicate", "Give each arm a name of its own.")
            }
        }
        return errors
    }

    private static func errors(in arm: ExperimentArm, at field: String) -> [FieldError] {
        if (arm.list == nil) == (arm.sku == nil) {
            return [FieldError(field: field, code: "ambiguous", message: "Name either a list or a sku.")]
        }
        guard let list = arm.list, RecommendationBlend.Source(rawValue: list) == nil else { return [] }
        return [FieldError(field: "\(field).list", code: "unknown", message: words)]
    }

    private static var words: String {
        "The lists are \(RecommendationBlend.Source.allCases.map(\.rawValue).joined(separator: ", "))."
    }

    /// How units are divided.
    ///
    /// - Throws: `ScienceError` for a plan that has errors.
    static func division(_ name: String, _ plan: PutExperiment) throws -> ExperimentPlan {
        try ExperimentPlan(
            salt: plan.salt ?? name, layer: plan.layer ?? name, sliceBegin: plan.from ?? 0,
            sliceShare: plan.share ?? 1,
            variants: plan.variants.map { ExperimentPlan.Variant(name: $0.name, weight: $0.weight) })
    }

    /// An experiment, ready to answer by.
    ///
    /// - Parameter beliefs: What is known of the arms of each variant, by their names.
    /// - Throws: `ScienceError`, `ModelError` for a plan that has errors.
    static func running(
        _ experiment: Experiment, beliefs: [String: [String: BetaBelief]]
    ) throws -> RunningExperiment {
        RunningExperiment(
            name: experiment.name, run: experiment.run, plan: try division(experiment.name, experiment.plan),
            variants: try experiment.plan.variants.map { variant in
                RunningExperiment.Variant(
                    name: variant.name,
                    lists: variant.lists.map { lists in
                        // A list that this version does not know any more counts nothing.
                        Dictionary(
                            lists.compactMap { name, weight in
                                RecommendationBlend.Source(rawValue: name).map { ($0, weight) }
                            }, uniquingKeysWith: { $1 })
                    }, diversity: try variant.relevance.map { try MarginalRelevance(relevanceShare: $0) },
                    slot: try variant.slot.map { try slot($0, beliefs[variant.name] ?? [:]) })
            })
    }

    /// How probably each arm of a slot is shown.
    ///
    /// - Throws: `ScienceError`.
    static func probabilities(of slot: ExperimentSlot, _ beliefs: [String: BetaBelief]) throws -> [Double] {
        try ThompsonSampling(floor: min(slot.floor ?? floor, 1 / Double(max(1, slot.arms.count))))
            .probabilities(slot.arms.map { beliefs[$0.name] ?? BetaBelief() })
    }

    private static func slot(
        _ slot: ExperimentSlot, _ beliefs: [String: BetaBelief]
    ) throws -> RunningExperiment.Slot {
        RunningExperiment.Slot(
            index: slot.position - 1,
            arms: slot.arms.map { arm in
                RunningExperiment.Arm(
                    name: arm.name,
                    content: arm.list.flatMap(RecommendationBlend.Source.init(rawValue:)).map { .first(of: $0) }
                        ?? .product(arm.sku ?? ""))
            }, probabilities: try probabilities(of: slot, beliefs),
            feedback: .seconds(slot.feedbackSeconds ?? feedbackSeconds))
    }
}
