import Logging
import MeshCore
import MeshRuntime
import MeshStore
import MeshTransport
import NIOCore
import WebhookCalls

/// The parts of webhooks, each made from those before it: what their owners call, and the work that delivers.
struct WebhookAssembly: Sendable {
    let store: WebhookStore
    private let desk: WebhookDesk
    private let shares: [WebhookShare]

    init(
        _ configuration: WebhookConfiguration, store: Store, log: SharedLog, served: any ServedLog, drain: DrainMark,
        group: any EventLoopGroup, clock: any WallClock, pauses: any Clock<Duration>, logger: Logger
    ) {
        self.store = WebhookStore(store: store)
        let parts = WebhookParts(
            store: self.store, source: RecordSource(log: log, drain: drain),
            caller: WebhookCaller(
                ReachableAddresses(added: configuration.networks), group: group, clock: clock,
                resolve: AddressLookup.resolve),
            rule: DeliveryRule(schedule: configuration.schedule, disableAfter: configuration.disableAfter),
            letters: LetterBox(retention: configuration.lettersRetention), metrics: WebhookMetrics(), clock: clock,
            logger: logger)
        desk = WebhookDesk(parts: parts, limit: configuration.lanes)
        let leases = Leases(store: store, owner: served.instance, clock: clock)
        shares = (0..<WebhookShare.count).map { number in
            WebhookShare(
                number: number, parts: parts, served: served, leases: leases, term: configuration.term, pauses: pauses)
        }
    }

    /// Declares the operations.
    func add(to api: inout API, cursors: Cursors) {
        WebhookRoutes(desk: desk, cursors: cursors).add(to: &api)
    }

    /// Delivers until the process begins to shut down.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for share in shares { group.addTask { try await share.run() } }
            try await group.waitForAll()
        }
    }
}
