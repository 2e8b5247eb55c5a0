package import Logging
package import MeshCore
package import MeshRuntime
import MeshStore
import NIOPosix
import NotifierMail
import ServiceLifecycle

/// The notifier put together: the store, the routes, and the work beside them.
package struct NotifierService: MeshService {
    package let api: API
    package let checks: [HealthCheck]

    let store: NotifierStore
    private let courier: MailCourier
    private let board: InboxBoard
    private let digests: DigestDesk
    private let level: OutboxLevel
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
        let bell = Bell()
        let links = configuration.publicURL.map {
            UnsubscribeLinks(cursors: cursors, base: $0, mandatory: configuration.mandatory)
        }
        courier = MailCourier(
            store: store,
            composer: MailComposer(
                writer: MailWriter(signers: configuration.signers), from: configuration.from, unsubscribing: links),
            providers: try MailProviders(configuration.servers, group: MultiThreadedEventLoopGroup.singleton),
            rule: configuration.retries, owner: instance, term: configuration.term, limit: configuration.mailsAtOnce,
            bell: bell, clock: clock, pauses: pauses, logger: logger)
        board = InboxBoard(store: store, limit: configuration.streams)
        digests = DigestDesk(store: store, bell: bell, pauses: pauses, logger: logger)
        level = OutboxLevel(limit: configuration.waiting)
        self.pauses = pauses
        self.logger = logger
        var api = API(title: "Notifier", version: "1")
        NotificationRoutes(
            store: store, writer: NotificationWriter(store: store), level: level, bell: bell, cursors: cursors
        ).add(to: &api)
        SuppressionRoutes(store: store, cursors: cursors).add(to: &api)
        TemplateRoutes(store: store).add(to: &api)
        PreferenceRoutes(store: store).add(to: &api)
        RuleRoutes(store: store).add(to: &api)
        InboxRoutes(store: store, board: board, cursors: cursors).add(to: &api)
        self.api = api
    }

    /// Ends the streams of inboxes, so that their readers go to another instance at once.
    package func drainBegins() { board.end() }

    /// Works beside requests until the service ends, then closes the store.
    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [courier, board, digests, level, store, pauses, logger] in
                try await withThrowingDiscardingTaskGroup { group in
                    group.addTask { try await courier.run() }
                    group.addTask { try await digests.run() }
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
