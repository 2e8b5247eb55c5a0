import MeshCore
import RecommenderAPI
import Testing

@Suite("The messages of the recommender on the wire")
struct RecommenderContractTests {
    /// One of each message, with every member.
    static let messages: [AgreedMessage] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        let metrics = ModelMetrics(recall: 0.25, ndcg: 0.125, mrr: 0.5, coverage: 0.75, users: 400)
        var version = ModelVersion(version: 3, state: .live, createdAt: moment)
        version.finishedAt = moment
        version.trainedThrough = moment
        version.interactions = 10_000
        version.users = 500
        version.items = 300
        version.metrics = metrics
        version.present = metrics
        version.popularity = metrics
        version.bytes = 65_536
        version.checksum = String(repeating: "0f", count: 32)
        version.problem = "another version was promoted while it was trained"
        let recommendation = Recommendation(
            sku: "BOOK-0042", productId: "prd_01jd4t9x5se4nvk3qk2m7c8h6r", title: "The Left Hand of Darkness",
            category: "books/science-fiction", price: Money(amount: 1999, currency: .eur), score: 0.5,
            reason: RecommendationReason(
                kind: .bought, sku: "BOOK-0041", title: "The Dispossessed", text: "because you bought The Dispossessed")
        )
        var plan = PutExperiment(
            variants: [
                ExperimentVariant(name: "popularity", weight: 1, lists: ["popular": 1], relevance: 1),
                ExperimentVariant(
                    name: "slot", weight: 3,
                    slot: ExperimentSlot(
                        position: 2,
                        arms: [
                            ExperimentArm(name: "newest", list: "new"), ExperimentArm(name: "book", sku: "BOOK-0042"),
                        ], feedbackSeconds: 300, floor: 0.05)),
            ], control: "popularity", metric: .click)
        plan.description = "Whether a bandit finds what to show second."
        plan.salt = "home-1"
        plan.layer = "home"
        plan.from = 0.5
        plan.share = 0.25
        plan.windowSeconds = 900
        var experiment = Experiment(name: "home", state: .stopped, run: 2, plan: plan, createdAt: moment)
        experiment.startedAt = moment
        experiment.stoppedAt = moment
        var comparison = ComparisonReport(
            difference: 0.125, low: 0.0625, high: 0.1875, pValue: 0.0078125, anytimeLow: -0.125, anytimeHigh: 0.375)
        comparison.relative = 1
        comparison.relativeLow = 0.5
        comparison.relativeHigh = 1.5
        var metric = MetricReport(
            metric: .click, outcomes: 300, convertedUnits: 150, conversion: 0.375, rate: 0.25, perUnit: 0.75)
        metric.conversionUplift = comparison
        metric.rateUplift = comparison
        metric.perUnitUplift = comparison
        let report = ExperimentReport(
            experiment: experiment,
            variants: [
                VariantReport(
                    name: "slot", isControl: false, probability: 0.75, units: 400, exposures: 1200, metrics: [metric],
                    arms: [ArmReport(name: "newest", shown: 600, successes: 20, failures: 500, probability: 0.875)])
            ], sampleRatioPValue: 0.5, hasSampleRatioMismatch: false, clip: 100,
            policies: [
                PolicyReport(
                    policy: "slot/newest", method: .doublyRobust, value: 0.25, low: 0.125, high: 0.375,
                    effectiveCount: 500, clippedShare: 0)
            ])
        return [
            AgreedMessage(
                "RecommendationList",
                RecommendationList(
                    items: [recommendation], model: 3, fresh: true,
                    shown: ShownVariant(experiment: "home", variant: "slot", arm: "newest"))),
            AgreedMessage("PutExperiment", plan),
            AgreedMessage("ExperimentList", ExperimentList(items: [experiment])),
            AgreedMessage("ExperimentReport", report),
            AgreedMessage("ModelVersion", version),
            AgreedMessage("ModelVersionList", ModelVersionList(items: [version])),
        ]
    }()

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "recommender") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}
