import RecommenderModels
import ShopScience

/// An experiment as answers are made by it.
struct RunningExperiment: Sendable {
    /// A variant, ready to rank.
    struct Variant: Sendable {
        let name: String
        /// nil for the usual weights.
        let lists: [RecommendationBlend.Source: Double]?
        /// nil for the usual diversity.
        let diversity: MarginalRelevance?
        let slot: Slot?
    }

    /// A place for which a bandit chooses.
    struct Slot: Sendable {
        /// From 0.
        let index: Int
        let arms: [Arm]
        /// How probably each arm is shown.
        let probabilities: [Double]
        let feedback: Duration
    }

    /// What may stand there.
    struct Arm: Sendable {
        enum Content: Hashable, Sendable {
            case first(of: RecommendationBlend.Source)
            case product(String)
        }

        let name: String
        let content: Content
    }

    let name: String
    let run: Int64
    let plan: ExperimentPlan
    /// In the plan's order.
    let variants: [Variant]
}

/// All experiments that answers are made by, the longest running one first.
struct RunningExperiments: Sendable {
    let experiments: [RunningExperiment]

    static let none = RunningExperiments(experiments: [])

    /// By which variant somebody is answered, and how probable that was.
    struct Assignment: Sendable {
        let experiment: RunningExperiment
        let variant: RunningExperiment.Variant
        let probability: Double
    }

    /// The variant of the first experiment in whose slice a person is.
    func assignment(of person: Person) -> Assignment? {
        for experiment in experiments {
            guard let variant = experiment.plan.variant(of: person.key) else { continue }
            return Assignment(
                experiment: experiment, variant: experiment.variants[variant],
                probability: experiment.plan.probability(of: variant))
        }
        return nil
    }
}
