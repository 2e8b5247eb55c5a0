import EventCollection
import EventsAPI
import Foundation
package import Logging
package import MeshCore
package import MeshRuntime
package import MeshStore
package import MeshTransport
import OrchestratorAPI
import ServiceLifecycle

/// Reporting put together: the store, the routes, and the work beside them.
package struct ReportingService: MeshService {
    package let api: API
    package let checks: [HealthCheck]
    package let idempotency: IdempotencyKeys?

    let store: ReportStore
    let shelf: SegmentShelf
    let desk: ReportDesk
    private let work: ReportingWork
    private let delivery: DeliveryWork
    private let sweeper: IdempotencySweeper
    private let standing: StandingQuestions

    /// Connections for reads on the threads of questions, and some for the event loops.
    private static let pointReaders = 6
    /// Pages that may wait for being taken apart, one a partition: as many as a topic can have.
    private static let mostPartitions = 1024

    /// Opens the store and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: Reporting's own.
    ///   - events: Calls the service that keeps what was collected, the sites and their rules.
    ///   - orchestrator: Calls the service that knows when reports are to be made.
    ///   - dataDirectory: Where the store and the columns are, shared by all instances.
    ///   - instance: This instance's id, unique to the process: the owner of its leases.
    ///   - zones: Where the rules of time zones are.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - observer: Is told of every boundary of that work; for tests that stop it there.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; `SecretFile.Failure` when the cursors' key cannot be read or made; `GeographyError`; what the
    ///   file system says.
    package init(
        _ configuration: ReportingConfiguration, events: ServiceClient, orchestrator: ServiceClient,
        dataDirectory: String, instance: String,
        zones: any TimeZoneSource = SystemTimeZones(), clock: any WallClock = SystemWallClock(),
        pauses: any Clock<Duration> = ContinuousClock(), observer: WorkObserver = .none, logger: Logger
    ) throws {
        var limits = StoreConfiguration()
        limits.pointReaders = Self.pointReaders
        let file = try Store.open(
            path: "\(dataDirectory)/\(ReportingSchema.fileName)", migrations: ReportingSchema.migrations,
            configuration: limits, clock: clock, logger: logger)
        store = ReportStore(store: file, clock: clock)
        shelf = try SegmentShelf(folder: "\(dataDirectory)/reports")
        let keys = IdempotencyKeys(store: file, clock: clock)
        idempotency = keys
        sweeper = IdempotencySweeper(keys: keys, pauses: pauses, logger: logger)
        let firstAnswers = FirstAnswers()
        checks = [
            HealthCheck("store") { try await file.proveWritable() },
            HealthCheck("first answers", pace: .live) { try firstAnswers.check() },
        ]
        let client = EventsClient(events)
        let sites = EventSites(events: client, logger: logger)
        let geography = try configuration.geography.map {
            try GeographyTable(parsing: try String(contentsOfFile: $0, encoding: .utf8))
        }
        work = ReportingWork(
            parts: WorkParts(
                configuration: configuration, store: store, shelf: shelf, events: client, sites: sites,
                geography: geography, zones: zones, clock: clock, pauses: pauses,
                pageThreads: ScanThreads(
                    count: configuration.scanThreads, waiting: Self.mostPartitions, quality: .default),
                gate: ReadingGate(budget: configuration.youngBytes),
                observer: observer, logger: logger),
            leases: Leases(store: file, owner: instance, clock: clock))
        let leases = Leases(store: file, owner: instance, clock: clock)
        let desk = ReportDesk(configuration, store: store, shelf: shelf, zones: zones, clock: clock)
        self.desk = desk
        standing = StandingQuestions(
            desk: desk, firstAnswers: firstAnswers, pauses: pauses, clock: clock, logger: logger)
        let cursors = Cursors(secret: try SecretFile(path: "\(dataDirectory)/reporting.cursors").load())
        var api = API(title: "Reporting", version: "1")
        let printer = try ReportPrinter()
        QueryRoutes(desk: desk, printer: printer).add(to: &api)
        SavedRoutes(store: store, desk: desk, printer: printer, cursors: cursors, clock: clock).add(to: &api)
        PrometheusRoutes(desk: desk, store: store, clock: clock).add(to: &api)
        let courier = Courier(configuration, clock: clock)
        let teller = ScheduleTeller(orchestrator: OrchestratorClient(orchestrator), logger: logger)
        DeliveryRoutes(
            store: store, desk: DeliveryDesk(store: store, teller: teller, courier: courier, clock: clock)
        ).add(to: &api)
        delivery = DeliveryWork(
            runner: RunCourier(
                store: store, desk: desk, printer: printer, courier: courier,
                retries: DeliveryRetries(limit: configuration.deliveryAttempts), zones: zones, clock: clock,
                observer: observer, logger: logger),
            teller: teller, leases: leases, pause: configuration.deliveryPause, pauses: pauses, clock: clock,
            logger: logger)
        DashboardRoutes().add(to: &api)
        SiteRoutes(store: store, desk: desk, sites: sites, lateness: configuration.lateness, cursors: cursors)
            .add(to: &api)
        self.api = api
    }

    /// Works beside requests until the service ends, then closes the store.
    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [work, delivery, sweeper, standing] in
                try await withThrowingDiscardingTaskGroup { group in
                    group.addTask { try await work.run() }
                    group.addTask { try await delivery.run() }
                    group.addTask { try await sweeper.run() }
                    group.addTask { try await standing.run() }
                }
            }
        } catch is CancellationError {
            // The way in which it ends.
        }
        try await store.store.close()
    }
}
