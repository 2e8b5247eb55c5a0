import CatalogAPI
import EventsAPI
package import Logging
package import MeshCore
package import MeshRuntime
import MeshStore
package import MeshTransport
import NIOPosix
import OrchestratorAPI
import ServiceLifecycle

/// The recommender put together: the store, the routes, and the work beside them.
package struct RecommenderService: MeshService {
    package let api: API
    package let checks: [HealthCheck]

    let store: RecommenderStore
    let board: ServingBoard
    private let signals: SignalWork
    private let catalog: CatalogWork
    private let watch: ServingWatch
    private let training: TrainingWork
    private let exposures: ExposureWork
    private let outcomes: OutcomeWork
    private let thread: NIOThreadPool

    /// Connections for the event loops: answers read profiles on them.
    private static let pointReaders = 6

    /// Opens the store and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: The recommender's own.
    ///   - events: Calls the service that keeps what was collected.
    ///   - catalog: Calls the service that knows what is sold.
    ///   - orchestrator: Calls the service that runs the workflow of trainings; nil when there is none.
    ///   - dataDirectory: Where the store and the models are, shared by all instances.
    ///   - instance: This instance's id, unique to the process: the owner of its leases.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - seed: What bandits draw from.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; what the file system says.
    package init(
        _ configuration: RecommenderConfiguration, events: ServiceClient, catalog: ServiceClient,
        orchestrator: ServiceClient? = nil, dataDirectory: String, instance: String,
        clock: any WallClock = SystemWallClock(), pauses: any Clock<Duration> = ContinuousClock(),
        seed: UInt64 = .random(in: 0 ... .max), logger: Logger
    ) throws {
        var limits = StoreConfiguration()
        limits.pointReaders = Self.pointReaders
        let file = try Store.open(
            path: "\(dataDirectory)/\(RecommenderSchema.fileName)", migrations: RecommenderSchema.migrations,
            configuration: limits, clock: clock, logger: logger)
        let serving = configuration.serving
        store = RecommenderStore(store: file, clock: clock, rules: serving.blend.rules)
        let board = ServingBoard()
        self.board = board
        checks = [
            HealthCheck("store") { try await file.proveWritable() },
            HealthCheck("serving") { if !board.isFilled { throw RecommenderError.notFilled } },
        ]
        let log = EventsClient(events)
        let leases = Leases(store: file, owner: instance, clock: clock)
        let shelf = try ModelShelf(folder: "\(dataDirectory)/models")
        signals = SignalWork(
            events: log, store: store, settings: configuration.signals, pauses: pauses, logger: logger)
        self.catalog = CatalogWork(
            catalog: CatalogClient(catalog), store: store, leases: leases, settings: configuration.catalog,
            pauses: pauses, logger: logger)
        watch = ServingWatch(
            store: store, shelf: shelf, board: board, settings: serving, clock: clock, pauses: pauses, logger: logger)
        thread = NIOThreadPool(numberOfThreads: 1)
        let maker = ModelTraining(settings: configuration.training)
        let runs = TrainingRuns(
            store: store, shelf: shelf, files: try RunFiles(folder: "\(dataDirectory)/trainings"), training: maker,
            orchestrator: orchestrator.map { OrchestratorClient($0) })
        training = TrainingWork(
            store: store, shelf: shelf, leases: leases, training: maker, runs: runs,
            thread: thread, clock: clock, pauses: pauses, logger: logger)
        let noted = ExposureLog()
        exposures = ExposureWork(log: noted, store: store, pauses: pauses, logger: logger)
        outcomes = OutcomeWork(store: store, settings: configuration.experiments, pauses: pauses, logger: logger)
        let sheets = SheetPool()
        let desk = RecommendationDesk(
            store: store, board: board, sheets: sheets, settings: serving,
            freshness: Freshness(
                events: log, store: store, topic: configuration.signals.topic, patience: serving.patience,
                pauses: pauses), exposures: noted, chance: Chance(seed: seed), clock: clock)
        var api = API(title: "Recommender", version: "1")
        let insights = InsightStore(store: file, clock: clock)
        RecommendationRoutes(desk: desk).add(to: &api)
        ModelRoutes(store: store).add(to: &api)
        TrainingRoutes(runs: runs).add(to: &api)
        let prices = PriceDesk(
            store: insights, catalog: CatalogClient(catalog), settings: configuration.insights, clock: clock)
        InsightRoutes(
            store: insights, prices: prices,
            cursors: Cursors(secret: try SecretFile(path: "\(dataDirectory)/recommender.cursors").load())
        ).add(to: &api)
        InsightRunRoutes(
            store: insights, files: try RunFiles(folder: "\(dataDirectory)/insights"), prices: prices,
            settings: configuration.insights
        ).add(to: &api)
        ExperimentRoutes(store: store).add(to: &api)
        GorseDataRoutes(store: store, counting: serving.counting).add(to: &api)
        GorseRecommendationRoutes(
            desk: GorseDesk(store: store, board: board, sheets: sheets, settings: serving, clock: clock)
        ).add(to: &api)
        self.api = api
    }

    /// Works beside requests until the service ends, then closes the store.
    package func run() async throws {
        thread.start()
        do {
            try await cancelWhenGracefulShutdown { [signals, catalog, watch, training, exposures, outcomes] in
                try await withThrowingDiscardingTaskGroup { group in
                    group.addTask { try await signals.run() }
                    group.addTask { try await catalog.run() }
                    group.addTask { try await watch.run() }
                    group.addTask { try await training.run() }
                    group.addTask { try await exposures.run() }
                    group.addTask { try await outcomes.run() }
                }
            }
        } catch is CancellationError {
            // The way in which it ends.
        }
        try await exposures.writeLast()
        try await thread.shutdownGracefully()
        try await store.store.close()
    }
}
