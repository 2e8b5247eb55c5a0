import MeshRuntime
import RecommenderModels

/// What may be set about answers.
enum ServingKeys {
    // The cost of an answer grows with it.
    private static let history = ConfigurationKey.integer(
        "serving.history", in: 1...10_000, default: 50, "Items of a user that models are asked with, the last ones.")
    private static let relevance = ConfigurationKey.number(
        "serving.relevance", in: 0...1, default: 0.8,
        "How much relevance counts against diversity: 1 is relevance alone.")
    private static let price = ConfigurationKey.number(
        "serving.price", in: 0...1, default: 0.1,
        "The share of a score that goes where the price is a fourth, or four times, of what somebody usually looks at.")
    private static let newcomers = ConfigurationKey.number(
        "serving.new", in: 0...1, default: 0.1,
        "The share of an answer's places, the last ones, that items have of which models know nothing, and which are like what somebody deals with: one of ten."
    )
    private static let likeness = ConfigurationKey.number(
        "serving.likeness", in: 0.01...1, default: 0.2,
        "How like they are at least: the cosine of the words by which the catalog tells of products.")
    private static let excluded = ConfigurationKey.list(
        "serving.excluded", "Categories of which nothing is recommended, nor of those below them.")
    private static let chart = ConfigurationKey.duration(
        "serving.charts", in: .milliseconds(10)...(.seconds(3600)), default: .seconds(2),
        "How old the charts of what is popular and trending become.")
    private static let patience = ConfigurationKey.duration(
        "serving.patience", in: .milliseconds(1)...(.seconds(30)), default: .milliseconds(500),
        "How long an answer that is to be fresh waits for what was collected before.")

    static let all: [any AnyConfigurationKey] = [
        history, relevance, price, newcomers, likeness, excluded, chart, patience,
    ]

    static func settings(
        _ values: ConfigurationValues, _ rules: SignalRules, _ counting: CountingSettings, needsStock: Bool
    ) throws -> ServingSettings {
        ServingSettings(
            blend: BlendSettings(
                rules: rules, historyLimit: values[history],
                diversity: try MarginalRelevance(relevanceShare: values[relevance]),
                priceShare: values[price], newcomerShare: values[newcomers], likeness: values[likeness]),
            counting: counting, needsStock: needsStock, excludedCategories: values[excluded],
            chartPause: values[chart], patience: values[patience])
    }
}
