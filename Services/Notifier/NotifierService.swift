package import Logging
package import MeshCore
package import MeshRuntime
import MeshStore
import NotifierAPI
import ServiceLifecycle

/// The notifier put together: the store, the routes, and the work beside them.
package struct NotifierService: MeshService {
    package let api: API
    package let checks: [HealthCheck]

    let store: NotifierStore
    private let couriers: [Courier]
    private let board: InboxBoard
    private let desk: DueDesk
    private let level: OutboxLevel
    private let sweeper: Sweeper
    private let pauses: any Clock<Duration>
    private let logger: Logger

    /// Opens the store and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: The notifier's own.
    ///   - dataDirectory: Where the store is, shared by all instances.
    ///   - instance: This instance's id, unique to the process: the owner of its claims.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; `SecretFile.Failure` when the cursors' key cannot be read or made; `SMTPFailure` when the
    ///   certificates to trust cannot be read.
    package init(
        _ configuration: NotifierConfiguration, dataDirectory: String, instance: String,
        clock: any WallClock = SystemWallClock(), pauses: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) throws {
        let file = try Store.open(
            path: "\(dataDirectory)/\(NotifierSchema.fileName)", migrations: NotifierSchema.migrations, clock: clock,
            logger: logger)
        store = NotifierStore(store: file, clock: clock, mandatory: configuration.mandatory)
        checks = [HealthCheck("store") { try await file.proveWritable() }]
        let cursors = Cursors(secret: try SecretFile(path: "\(dataDirectory)/notifier.cursors").load())
        let outbound = try OutboundAssembly(
            configuration, store: store, cursors: cursors,
            vapid: try SecretFile(path: "\(dataDirectory)/notifier.vapid").load(), clock: clock)
        let metrics = DeliveryMetrics()
        let store = store
        let couriers = outbound.senders.map { channel, sender in
            Courier(
                store: store, channel: channel, sender: sender, rule: configuration.retries, owner: instance,
                term: configuration.term,
                limit: channel == .email ? configuration.mailsAtOnce : configuration.callsAtOnce, bell: Bell(),
                metrics: metrics, clock: clock, pauses: pauses, logger: logger)
        }
        self.couriers = couriers
        let bells = couriers.map(\.bell)
        board = InboxBoard(store: store, limit: configuration.streams)
        desk = DueDesk(store: store, bells: bells, pauses: pauses, logger: logger)
        sweeper = Sweeper(
            store: store, deliveries: configuration.deliveryRetention, inbox: configuration.inboxRetention)
        level = OutboxLevel(limit: configuration.waiting)
        self.pauses = pauses
        self.logger = logger
        var api = API(title: "Notifier", version: "1")
        NotificationRoutes(
            store: store, writer: NotificationWriter(store: store), level: level, bells: bells, cursors: cursors
        ).add(to: &api)
        SuppressionRoutes(store: store, cursors: cursors).add(to: &api)
        AlertRoutes(
            store: store, writer: NotificationWriter(store: store), level: level, bells: bells, cursors: cursors
        ).add(to: &api)
        TemplateRoutes(store: store, writer: NotificationWriter(store: store), bells: bells).add(to: &api)
        PreferenceRoutes(store: store).add(to: &api)
        RuleRoutes(store: store).add(to: &api)
        EndpointRoutes(store: store, caller: outbound.caller, keys: outbound.keys).add(to: &api)
        ReportRoutes(store: store, cursors: cursors).add(to: &api)
        ErasureRoutes(store: store).add(to: &api)
        InboxRoutes(store: store, board: board, cursors: cursors).add(to: &api)
        self.api = api
    }

    /// Ends the streams of inboxes, so that their readers go to another instance at once.
    package func drainBegins() { board.end() }

    /// Works beside requests until the service ends, then closes the store.
    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [couriers, board, desk, level, sweeper, store, pauses, logger] in
                try await withThrowingDiscardingTaskGroup { group in
                    for courier in couriers { group.addTask { try await courier.run() } }
                    group.addTask { try await desk.run() }
                    group.addTask { try await sweeper.run(pauses: pauses, logger: logger) }
                    group.addTask { try await board.run(pauses: pauses, logger: logger) }
                    group.addTask { try await level.run(store, pauses: pauses, logger: logger) }
                }
            }
        } catch is CancellationError {
            // The way in which it ends.
        }
        try await store.store.close()
    }
}
