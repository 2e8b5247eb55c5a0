import FoundationEssentials
import Logging
import MeshCore
import MeshTransport

extension MeshSupervisor {
    /// Carries out what a service's machine ordered, in its order.
    func carryOut(_ orders: [ServiceOrder], of service: String) {
        for order in orders {
            switch order {
            case .start(let id, let slot, let version): start(id, service: service, slot: slot, version: version)
            case .publish: publish()
            case .terminate(let id): signal(id, "Draining instance") { try $0.signal(15) }
            case .kill(let id): signal(id, "Killing instance") { try $0.killGroup() }
            case .forget(let id): forget(id, service: service)
            case .progress(let operation, let words):
                operations[operation]?.listener?.yield(OperationEvent(words))
                logger.info("Operation goes on", metadata: ["service": "\(service)", "operation.progress": "\(words)"])
            case .ended(let operation, let outcome): ended(operation, outcome)
            case .remember: remember(service)
            }
        }
    }

    // MARK: - Starting

    private func start(_ id: InstanceID, service: String, slot: Int, version: Version) {
        do {
            try launch(id, service: service, slot: slot, version: version)
            lastFailures[service] = nil
        } catch {
            logger.error("Cannot start instance", metadata: ["instance.id": "\(id)", "error": "\(error)"])
            lastFailures[service] = "\(error)"
            removeTraces(of: id)
            // Through the stream, so that the machine is told when its orders have been carried out.
            events.yield(.notStarted(id, service: service, reason: "\(error)"))
        }
    }

    private func launch(_ id: InstanceID, service: String, slot: Int, version: Version) throws {
        let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
        try certificates.enroll(id, service: service, at: Date(clock.now()))
        var record = InstanceRecord(
            id: id, service: service, slot: slot, version: version, port: socket.port, state: .starting,
            isIncumbent: services[service]?.slots[slot]?.candidate != id,
            restarts: services[service]?.slots[slot]?.restarts ?? 0,
            startedAt: clock.now())
        remember(service)
        // The intent first: a process whose start was not written down is still found by its environment.
        try store.save(record)
        let identity = try ProcessSpawner.spawn(
            try specification(id, service: service, version: version, socket: socket))
        record.process = identity
        try store.save(record)
        let handle = try ProcessHandle(identity)
        attend(
            RunningInstance(
                id: id, service: service, slot: slot, version: version, port: socket.port, startedAt: record.startedAt,
                process: handle, recorded: record), isChild: true)
        logger.info(
            "Started instance",
            metadata: [
                "instance.id": "\(id)", "process.pid": "\(identity.pid)", "http.port": "\(socket.port)",
                "version": "\(version)",
            ])
    }

    /// Watches a process from now on.
    func attend(_ instance: RunningInstance, isChild: Bool) {
        running[instance.id] = instance
        let (events, id) = (events, instance.id)
        watcher.watch(instance.process, isChild: isChild) { events.yield(.exited(id, $0)) }
        events.yield(.started(id))
    }

    private func specification(
        _ id: InstanceID, service: String, version: Version, socket: ListeningSocket
    ) throws -> ProcessSpecification {
        let folder = configuration.folder
        let data = folder.serviceData(service)
        try FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var descriptors = [socket.descriptor]
        var names = ["mesh"]
        var arguments: [String] = []
        if service == configuration.manifest.publicListener.service, let publicSocket {
            descriptors.append(publicSocket.descriptor)
            names.append("public")
        }
        if configuration.manifest.service(named: service)?.routes.isEmpty == false {
            arguments = ["--config", folder.gatewayConfiguration]
        }
        let manifest = configuration.manifest.service(named: service)
        var environment = inheritedEnvironment(also: manifest?.inherit ?? [])
        let limits = manifest?.limits ?? ServiceLimits()
        environment["LISTEN_FDS"] = "\(descriptors.count)"
        environment["LISTEN_FDNAMES"] = names.joined(separator: ":")
        environment["ORRERY_CONTROL"] = folder.controlSocket
        environment[Self.meshVariable] = folder.path
        environment[Self.instanceVariable] = id.text
        environment["SERVICE_VERSION"] = version.text
        environment["DATA_DIR"] = data
        environment["TLS_DIR"] = certificates.folder(of: id)
        environment["TLS_CALLERS"] = configuration.manifest.callers(of: service).joined(separator: ",")
        // A little less than the limit after which it is killed.
        environment["DRAIN_LIMIT"] = "\(max(100, Int(limits.drain / .milliseconds(1)) * 9 / 10))ms"
        environment["GLIBC_TUNABLES"] = Self.allocator
        for (key, value) in manifest?.environment ?? [:] { environment[key] = value }
        return ProcessSpecification(
            executable: shelf.executable(of: service, version), arguments: arguments, environment: environment,
            directory: data, logFile: folder.log(of: id), descriptors: descriptors)
    }

    /// What a request needs comes and goes with hundreds of others on the same loop, and glibc by itself keeps seven freed pieces
    /// of a size at hand: with more, the gateway needs a tenth less time for a request.
    private static let allocator = "glibc.malloc.tcache_count=512"

    /// Of the supervisor's own environment, only what programs need to run at all, and what the manifest names.
    private func inheritedEnvironment(also named: [String]) -> [String: String] {
        let names = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "TMPDIR"] + named
        return configuration.fallbacks.merging(ProcessInfo.processInfo.environment) { $1 }
            .filter { names.contains($0.key) }
    }

    // MARK: - Ending

    private func signal(_ id: InstanceID, _ words: Logger.Message, _ send: (ProcessHandle) throws -> Void) {
        guard let instance = running[id] else { return }
        logger.info(words, metadata: ["instance.id": "\(id)", "process.pid": "\(instance.process.identity.pid)"])
        do {
            try send(instance.process)
        } catch {
            logger.error("Cannot signal instance", metadata: ["instance.id": "\(id)", "error": "\(error)"])
        }
    }

    private func forget(_ id: InstanceID, service: String) {
        removeTraces(of: id)
        do {
            try InstanceLogs(folder: configuration.folder).prune(
                service: service, keeping: configuration.keptLogs, running: Set(running.keys))
        } catch {
            logger.warning("Cannot remove old logs", metadata: ["service": "\(service)", "error": "\(error)"])
        }
    }

    func removeTraces(of id: InstanceID) {
        do {
            try store.remove(id)
            try certificates.remove(id)
        } catch {
            logger.error("Cannot forget instance", metadata: ["instance.id": "\(id)", "error": "\(error)"])
        }
    }

    // MARK: - Telling

    /// Makes the endpoint table anew and pushes it.
    func publish() {
        do {
            let table = EndpointTable(revision: try store.nextRevision(), services: endpoints())
            broadcast.publish(table)
        } catch {
            // Without a revision that grows for certain a push could be taken for an old one: the next change tries again.
            logger.critical("Cannot write the endpoint table's revision", metadata: ["error": "\(error)"])
        }
    }

    private func endpoints() -> [String: [Endpoint]] {
        var endpoints = services.mapValues { machine in
            machine.endpoints.compactMap { id in
                running[id].map {
                    Endpoint(instance: id.text, host: "127.0.0.1", port: $0.port, version: $0.version.text)
                }
            }
        }
        if let ownPort {
            endpoints[MeshManifest.supervisorName] = [
                Endpoint(instance: Self.ownInstance.text, host: "127.0.0.1", port: ownPort)
            ]
        }
        return endpoints
    }

    /// Writes a service's desired state down.
    func remember(_ service: String) {
        guard let machine = services[service] else { return }
        do {
            try store.save(
                ServiceRecord(
                    name: service, wanted: machine.wanted, version: machine.version, serial: machine.serial))
        } catch {
            logger.error("Cannot write a service down", metadata: ["service": "\(service)", "error": "\(error)"])
        }
    }

    /// Writes an instance's state down, if it has changed.
    func record(_ id: InstanceID) {
        guard let instance = running[id], let machine = services[instance.service],
            let state = machine.instances[id]?.state
        else { return }
        var record = instance.recorded
        record.state = state
        record.isIncumbent = machine.slots[instance.slot]?.incumbent == id
        record.restarts = machine.slots[instance.slot]?.restarts ?? 0
        guard record != instance.recorded else { return }
        do {
            try store.save(record)
            running[id]?.recorded = record
        } catch {
            logger.error("Cannot write an instance down", metadata: ["instance.id": "\(id)", "error": "\(error)"])
        }
    }
}
