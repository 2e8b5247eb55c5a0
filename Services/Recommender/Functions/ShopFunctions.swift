import FoundationEssentials
import FunctionRuntime
import MeshCore
import RecommenderModels
import ShopInsights

/// The functions of the workflows that reckon for the shop: one program, told by each event what to do.
///
/// What they read and write are files and rows of the recommender, under a run's name, so a function that is asked twice,
/// because its process or its caller died, does the same again and nothing else.
package enum ShopFunctions {
    /// What a function is asked.
    struct Event: Decodable, Sendable {
        var task: ShopTask
        /// Under which the results are kept.
        var run: String?
        /// Of the models, where they are trained, and the part of them.
        var version: Int64?
        var part: ModelPart?
        var settings: ShopSettings?
        /// The moment that the workflow ran for.
        var at: Timestamp?
    }

    /// What it tells the workflow: what it has written lies at the recommender.
    struct Outcome: Encodable, Sendable {
        var task: ShopTask
        var items: Int
        /// Why there are none, or no back-test.
        var note: String?
    }

    /// Answers events until the Runtime API is gone.
    ///
    /// - Throws: `LambdaRuntimeError`.
    package static func run() async throws {
        try await LambdaRuntime { (event: Event, _: LambdaContext) in try answer(event) }.run()
    }

    private static func answer(_ event: Event) throws -> Outcome {
        let settings = event.settings ?? ShopSettings()
        let shelf = RunShelf(calls: try MeshCalls(), run: event.run ?? "")
        switch event.task {
        case .collect:
            let collector = ShopCollector(calls: shelf.calls, settings: settings)
            let data = try collector.collect(at: event.at ?? SystemWallClock().now())
            try shelf.save(data)
            return Outcome(task: event.task, items: data.sales.count)
        case .train:
            let bytes = try ModelShop(calls: shelf.calls, version: event.version ?? 0).make(event.part ?? .neighbours)
            return Outcome(task: event.task, items: bytes)
        case .judge:
            let users = try ModelShop(calls: shelf.calls, version: event.version ?? 0).judge()
            return Outcome(task: event.task, items: users)
        case .segments:
            let (segments, members) = try SegmentReckoning(settings: settings).reports(of: try shelf.data())
            try shelf.save(segments)
            return try save(members, as: event.task, on: shelf)
        case .demand: return try save(DemandReckoning(settings).report(of: shelf.data()), as: event.task, on: shelf)
        case .anomalies:
            return try save(AnomalyReckoning(settings: settings).report(of: shelf.data()), as: event.task, on: shelf)
        case .prices: return try save(PriceReckoning(settings).report(of: shelf.data()), as: event.task, on: shelf)
        case .customers:
            return try save(CustomerReckoning(settings: settings).report(of: shelf.data()), as: event.task, on: shelf)
        }
    }

    private static func save(
        _ report: InsightReport<some InsightItem>, as task: ShopTask, on shelf: RunShelf
    ) throws -> Outcome {
        try shelf.save(report)
        return Outcome(task: task, items: report.items.count, note: report.note)
    }
}
