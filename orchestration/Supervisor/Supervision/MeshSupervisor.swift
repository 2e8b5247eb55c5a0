import FoundationEssentials
import Logging
import MeshCore
import MeshTransport
import NIOCore

/// The supervisor of one mesh: it carries out what the machines of the services order, and tells them what happened.
///
/// It guards the machines and what is held of each running process. It is an actor because probes, exits, operators and the
/// clock all come to it at once, and because an order must be carried out whole before the next event is looked at: its
/// work between two events has no `await`.
actor MeshSupervisor {
    let configuration: SupervisorConfiguration
    let store: SupervisorStore
    let shelf: ExecutableShelf
    let certificates: CertificateFolder
    /// What the supervisor itself calls instances with.
    let material: TLSMaterial
    let watcher: ExitWatcher
    let group: any EventLoopGroup
    let logger: Logger
    let clock: any WallClock
    /// Carries what happens elsewhere (ends of processes) to ``run()``.
    let events: AsyncStream<SupervisorEvent>.Continuation
    let broadcast: TableBroadcast
    let startedAt: Timestamp

    var services: [String: ServiceMachine] = [:]
    var running: [InstanceID: RunningInstance] = [:]
    var publicSocket: ListeningSocket?
    var operations: [OperationID: RunningOperation] = [:]
    var lastOperation = 0
    /// Processes of an earlier supervisor that were taken over.
    var adoptedCount = 0
    /// What services have answered, and what has failed, since this supervisor began.
    var budgets: [String: ErrorBudget] = [:]
    /// Where services of the mesh reach the supervisor; nil where none may.
    var ownPort: Int?
    /// What keeps an instance that is not there from being started, for status.
    var lastFailures: [String: String] = [:]

    init(
        configuration: SupervisorConfiguration, group: any EventLoopGroup, clock: any WallClock, logger: Logger,
        events: AsyncStream<SupervisorEvent>.Continuation, watcher: ExitWatcher
    ) throws {
        self.configuration = configuration
        self.group = group
        self.clock = clock
        self.logger = logger
        self.events = events
        self.watcher = watcher
        startedAt = clock.now()
        store = try SupervisorStore(path: configuration.folder.store)
        shelf = ExecutableShelf(path: configuration.folder.executables, store: store)
        let now = Date(startedAt)
        certificates = try CertificateFolder(path: configuration.folder.certificates, at: now)
        try certificates.enroll(Self.ownInstance, service: MeshManifest.supervisorName, at: now)
        material = try TLSMaterial(directory: certificates.folder(of: Self.ownInstance), logger: logger)
        broadcast = TableBroadcast(
            EndpointTable(revision: try store.nextRevision()), limit: configuration.watcherLimit)
    }

    /// The name of the supervisor's own certificate folder.
    static let ownInstance = InstanceID(MeshManifest.supervisorName)

    /// The names of the services, in the order of the manifest.
    var serviceNames: [String] { configuration.manifest.services.map(\.name) }

    /// Whether every service has as many ready instances as it should have.
    var isReady: Bool { !services.isEmpty && services.values.allSatisfy(\.isReady) }

    // MARK: - What happens

    /// Tells one service's machine what happened, and carries out what it orders.
    func tell(_ service: String, _ event: (inout ServiceMachine) -> [ServiceOrder]) {
        guard var machine = services[service] else { return }
        let orders = event(&machine)
        services[service] = machine
        carryOut(orders, of: service)
    }

    func handle(_ event: SupervisorEvent) {
        switch event {
        case .exited(let id, let exit): exited(id, exit)
        case .notStarted(let id, let service, let reason):
            let now = MonotonicInstant.now()
            tell(service) { $0.exited(id, .notStarted(reason: reason), at: now) }
        case .shutdownRequested: beginShutdown()
        case .started: break
        }
    }

    /// Time has passed: every machine looks at its waits.
    func tick() {
        let now = MonotonicInstant.now()
        for name in serviceNames { tell(name) { $0.timePassed(at: now) } }
        advanceShutdown()
        for id in running.keys { record(id) }
    }

    private func exited(_ id: InstanceID, _ exit: ProcessExit) {
        guard let instance = running.removeValue(forKey: id) else { return }
        let level: Logger.Level = services[instance.service]?.instances[id]?.isRetired == true ? .info : .warning
        logger.log(
            level: level, "Instance ended",
            metadata: [
                "instance.id": "\(id)", "process.pid": "\(instance.process.identity.pid)", "process.exit": "\(exit)",
            ])
        endLeftovers(of: instance)
        let now = MonotonicInstant.now()
        tell(instance.service) { $0.exited(id, exit, at: now) }
        advanceShutdown()
    }

    /// What the process had started itself ends with it: its session is its own, and nobody else is in it. The watcher does so
    /// for children; this is for an instance that was taken over, whose pid may be another's by now.
    private func endLeftovers(of instance: RunningInstance) {
        let pid = instance.process.identity.pid
        for reading in ProcessTable.processes(environment: Self.instanceVariable, instance.id.text)
        where reading.session == pid && reading.identity != instance.process.identity {
            end(reading.identity)
        }
    }

    /// Kills a process that should not be there.
    func end(_ identity: ProcessIdentity) {
        do {
            try ProcessHandle(identity).signal(9)
            logger.notice("Ended a process that was left", metadata: ["process.pid": "\(identity.pid)"])
        } catch {
            guard ProcessTable.reading(identity) != nil else { return }
            logger.error(
                "Cannot end a process that was left", metadata: ["process.pid": "\(identity.pid)", "error": "\(error)"])
        }
    }

    /// The variables by which instances are known in the process table.
    static let meshVariable = "ORRERY_MESH"
    static let instanceVariable = "SERVICE_INSTANCE"
}
