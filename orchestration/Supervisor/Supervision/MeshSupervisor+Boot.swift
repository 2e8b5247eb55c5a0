import FoundationEssentials
import Logging
import MeshCore

extension MeshSupervisor {
    /// Brings the mesh up: takes over what an earlier supervisor left, and starts what is missing.
    ///
    /// - Throws: ``SupervisorError`` when an executable is missing or the public address is taken; what the store throws.
    func boot() throws {
        let records = try store.instances()
        let found = try survivors(of: records)
        endStrays(besides: found.map(\.process.identity))
        let isFresh = found.isEmpty
        try openPublicSocket(survivors: found)
        try writeGatewayConfiguration()
        let known = Dictionary(try store.services().map { ($0.name, $0) }) { $1 }
        for manifest in configuration.manifest.services {
            let built = try shelveBuilt(manifest.name)
            // A mesh that comes up anew is what its manifest says; one that goes on is what it was.
            let record = isFresh ? nil : known[manifest.name]
            services[manifest.name] = ServiceMachine(
                name: manifest.name, wanted: record?.wanted ?? manifest.instances, version: record?.version ?? built,
                times: ServiceTimes(
                    instance: InstanceTimes(ready: manifest.limits.ready, drain: manifest.limits.drain)),
                policy: manifest.limits.restart, serial: known[manifest.name]?.serial ?? 0)
            remember(manifest.name)
        }
        for record in records where !found.contains(where: { $0.id == record.id }) { removeTraces(of: record.id) }
        try certificates.removeAll(except: Set(found.map(\.id) + [Self.ownInstance]))
        adoptedCount = found.count
        for instance in found { attend(instance, isChild: false) }
        let now = MonotonicInstant.now()
        for name in serviceNames { tell(name) { $0.adopted(Self.adopted(found, of: name), at: now) } }
        convergeInterruptedDeploys()
    }

    /// The processes of earlier records that still run, and those that were started without anybody writing it down.
    private func survivors(of records: [InstanceRecord]) throws -> [RunningInstance] {
        let marked = ProcessTable.processes(environment: Self.meshVariable, configuration.folder.path)
        return try records.compactMap { record in
            var record = record
            if record.process == nil {
                let reading = marked.first { reading in
                    reading.session == reading.identity.pid
                        && ProcessTable.environment(of: reading.identity.pid, Self.instanceVariable) == record.id.text
                }
                record.process = reading?.identity
                if reading != nil { try store.save(record) }
            }
            guard let identity = record.process, ProcessTable.reading(identity) != nil,
                configuration.manifest.service(named: record.service) != nil
            else { return nil }
            return RunningInstance(
                id: record.id, service: record.service, slot: record.slot, version: record.version, port: record.port,
                startedAt: record.startedAt, process: try ProcessHandle(identity), recorded: record)
        }
    }

    /// Ends processes of this mesh that no record knows: those of services that the manifest no longer has, and what
    /// instances had started that are gone.
    private func endStrays(besides known: [ProcessIdentity]) {
        let sessions = Set(known.map(\.pid))
        for reading in ProcessTable.processes(environment: Self.meshVariable, configuration.folder.path)
        where !sessions.contains(reading.session) {
            end(reading.identity)
        }
    }

    /// The socket that all gateways accept from: got back from one that still has it, or bound.
    private func openPublicSocket(survivors: [RunningInstance]) throws {
        let listener = configuration.manifest.publicListener
        let gateways = survivors.filter { $0.service == listener.service }
        if let port = try store.number("publicPort"), !gateways.isEmpty {
            for gateway in gateways where publicSocket == nil {
                publicSocket = SocketRescue.listeningSocket(of: gateway.process.identity, port: port)
            }
            if publicSocket == nil {
                logger.notice("Sharing the public port with running gateways", metadata: ["http.port": "\(port)"])
                publicSocket = try bindPublicSocket(listener, port: port)
            }
        } else {
            publicSocket = try bindPublicSocket(listener, port: listener.port)
        }
        try store.setNumber("publicPort", publicSocket?.port ?? listener.port)
    }

    private func bindPublicSocket(_ listener: PublicListener, port: Int) throws -> ListeningSocket {
        do throws(ProcessFailure) {
            return try ListeningSocket(host: listener.host, port: port, isShareable: true)
        } catch {
            guard error.isAddressTaken else { throw error }
            throw SupervisorError.publicAddressTaken(host: listener.host, port: port)
        }
    }

    private func writeGatewayConfiguration() throws {
        for service in configuration.manifest.services where !service.routes.isEmpty {
            try AtomicFile.write(
                GatewayConfigurationText.make(service.routes), to: configuration.folder.gatewayConfiguration,
                mode: 0o640)
        }
    }

    /// Shelves the executable that was built for a service.
    private func shelveBuilt(_ service: String) throws -> Version {
        let path = "\(configuration.executables)/\(service)"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw SupervisorError.noExecutable(service: service, path: path)
        }
        return try shelf.shelve(path, of: service)
    }

    private static func adopted(_ found: [RunningInstance], of service: String) -> [AdoptedInstance] {
        found.filter { $0.service == service }.map {
            AdoptedInstance(
                id: $0.id, slot: $0.slot, version: $0.version, state: $0.recorded.state,
                isIncumbent: $0.recorded.isIncumbent, restarts: $0.recorded.restarts)
        }
    }

    private func convergeInterruptedDeploys() {
        let now = MonotonicInstant.now()
        for name in serviceNames {
            let operation = nextOperation()
            guard let version = services[name]?.version else { continue }
            begin(operation, "rollback", of: name, version: version, listener: nil)
            tell(name) { machine in
                let reason = "the supervisor ended during a deploy"
                // It was just made and is busy with nothing.
                let orders = try? machine.convergeRequested(reason: reason, operation: operation, at: now)
                return orders ?? []
            }
            if services[name]?.rollout == nil { operations[operation] = nil }
        }
    }
}
