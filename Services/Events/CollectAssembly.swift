import EventCollection
import Logging
import MeshCore
import MeshRuntime
import MeshStore

/// The parts that collect, each made from those before it: sites and their rules, schemas, and what trackers send.
struct CollectAssembly: Sendable {
    let salts: SaltKeeper
    let gate: SchemaGate
    private let configuration: EventsConfiguration
    private let sites: SiteStore
    private let directory: SharedSnapshot<SiteDirectory>
    private let registry: SchemaRegistry
    private let desk: CollectDesk
    private let replays: ReplayStore
    private let geography: GeographyTable?
    private let clock: any WallClock

    /// - Throws: `ConfigurationError` when the file of networks cannot be read.
    init(
        _ configuration: EventsConfiguration, store: Store, log: SharedLog, clock: any WallClock,
        pauses: any Clock<Duration>, logger: Logger
    ) throws {
        self.configuration = configuration
        self.clock = clock
        geography = try configuration.geography.map(GeographyFile.table)
        sites = SiteStore(store: store)
        directory = SharedSnapshot(store, of: .sites, load: SiteStore.directory)
        let schemas = SchemaStore(store: store)
        registry = SchemaRegistry(store: schemas, clock: clock, limit: configuration.schemas)
        gate = SchemaGate(store: schemas)
        salts = SaltKeeper(store: SaltStore(store: store), clock: clock, pauses: pauses, logger: logger)
        replays = ReplayStore(store: store)
        desk = CollectDesk(
            log: log, topics: CollectTopics(),
            accepted: .accepted(partitionCount: configuration.partitions, retention: configuration.retention),
            rejected: .rejected(
                retention: configuration.rejectedRetention, bytes: Int64(configuration.rejectedBytes)),
            sites: directory, salts: salts, gate: gate,
            limiter: CollectLimiter(
                perSite: configuration.siteRate > 0 ? configuration.siteRate : nil,
                perAddress: configuration.addressRate > 0 ? configuration.addressRate : nil),
            metrics: CollectMetrics(), logger: logger)
    }

    /// Declares the operations.
    func add(to api: inout API, cursors: Cursors) {
        SiteRoutes(
            store: sites, cursors: cursors, zones: SystemTimeZones(), clock: clock, limit: configuration.sites
        ).add(to: &api)
        RulesRoutes(store: sites, cursors: cursors, clock: clock).add(to: &api)
        ProcessingRoutes(store: sites, sites: directory, geography: geography, clock: clock).add(to: &api)
        SchemaRoutes(registry: registry, cursors: cursors).add(to: &api)
        ScriptRoutes().add(to: &api)
        CollectRoutes(desk: desk, addresses: SenderAddress(proxies: configuration.proxies), clock: clock)
            .add(to: &api)
        ReplayRoutes(replay: DeadLetterReplay(desk: desk, store: replays)).add(to: &api)
    }
}
