import Logging
import MeshCore

extension MeshSupervisor {
    /// What the caller of an operation listens to; it ends with the operation.
    typealias OperationEvents = AsyncStream<OperationEvent>

    /// Replaces all instances of a service by ones that run another executable.
    ///
    /// - Parameter binary: nil for the one that was built.
    /// - Throws: ``SupervisorError``, ``ProcessFailure``, and what the store and the file system throw.
    func deploy(_ service: String, binary: String?) throws -> OperationEvents {
        try require(service)
        let path = binary ?? "\(configuration.executables)/\(service)"
        let version: Version
        do {
            version = try shelf.shelve(path, of: service)
        } catch let failure as ProcessFailure {
            logger.notice("Cannot deploy", metadata: ["service": "\(service)", "error": "\(failure)"])
            throw SupervisorError.noExecutable(service: service, path: path)
        }
        return try operate("deploy", on: service, version: version) {
            machine, operation, now throws(OperationRefusal) in
            try machine.deployRequested(version, operation: operation, at: now)
        }
    }

    /// Replaces all instances of a service by ones that run the same.
    ///
    /// - Throws: ``SupervisorError``.
    func restart(_ service: String) throws -> OperationEvents {
        let version = try require(service).version
        return try operate("restart", on: service, version: version) {
            machine, operation, now throws(OperationRefusal) in
            try machine.restartRequested(operation: operation, at: now)
        }
    }

    /// - Throws: ``SupervisorError``.
    func scale(_ service: String, to count: Int) throws -> OperationEvents {
        let version = try require(service).version
        guard (0...configuration.instanceLimit).contains(count) else {
            throw SupervisorError.tooManyInstances(count, limit: configuration.instanceLimit)
        }
        return try operate("scale", on: service, version: version) { machine, operation, now throws(OperationRefusal) in
            try machine.scaleRequested(to: count, operation: operation, at: now)
        }
    }

    /// Kills, stops or continues instances, as a trial of the rest of the mesh.
    ///
    /// - Parameter selection: An instance's id, its slot, or nil for all of the service.
    /// - Returns: Whom it met.
    /// - Throws: ``SupervisorError``, ``ProcessFailure``.
    func afflict(_ service: String, _ selection: String?, with trial: Trial) throws -> [InstanceID] {
        try require(service)
        let chosen = try select(selection, of: service)
        let now = MonotonicInstant.now()
        for id in chosen {
            logger.notice("Trial", metadata: ["instance.id": "\(id)", "trial": "\(trial.rawValue)"])
            switch trial {
            case .kill: tell(service) { $0.killRequested(id, at: now) }
            case .pause: try running[id]?.process.signal(Trial.stopSignal)
            case .resume: try running[id]?.process.signal(Trial.continueSignal)
            }
        }
        return chosen
    }

    private func select(_ selection: String?, of service: String) throws(SupervisorError) -> [InstanceID] {
        let all = running.values.filter { $0.service == service }.sorted { $0.id < $1.id }
        guard let selection else { return all.map(\.id) }
        let exact = all.filter { $0.id.text == selection }
        let bySlot = all.filter { "\($0.slot)" == selection && services[service]?.slots[$0.slot]?.incumbent == $0.id }
        let byPrefix = all.filter { $0.id.text.hasPrefix(selection) }
        for found in [exact, bySlot, byPrefix] where found.count == 1 { return found.map(\.id) }
        throw .unknownInstance(selection, service: service, known: all.map(\.id.text))
    }

    // MARK: - Bookkeeping

    private func operate(
        _ kind: String, on service: String, version: Version,
        _ request: (inout ServiceMachine, OperationID, MonotonicInstant) throws(OperationRefusal) -> [ServiceOrder]
    ) throws -> OperationEvents {
        guard var machine = services[service] else {
            throw SupervisorError.unknownService(service, known: serviceNames)
        }
        let operation = nextOperation()
        let orders: [ServiceOrder]
        do throws(OperationRefusal) {
            orders = try request(&machine, operation, .now())
        } catch {
            switch error {
            case .busy(let other): throw SupervisorError.busy(service: service, with: other)
            case .shuttingDown: throw SupervisorError.shuttingDown
            }
        }
        services[service] = machine
        // The newest are kept: nobody needs the first steps who has not read them by then.
        let (events, listener) = OperationEvents.makeStream(bufferingPolicy: .bufferingNewest(256))
        begin(operation, kind, of: service, version: version, listener: listener)
        carryOut(orders, of: service)
        return events
    }

    func begin(
        _ operation: OperationID, _ kind: String, of service: String, version: Version,
        listener: OperationEvents.Continuation?
    ) {
        operations[operation] = RunningOperation(
            service: service, kind: kind, version: version, startedAt: clock.now(), listener: listener)
    }

    func nextOperation() -> OperationID {
        lastOperation += 1
        return OperationID(lastOperation)
    }

    func ended(_ operation: OperationID, _ outcome: OperationOutcome) {
        guard let running = operations.removeValue(forKey: operation) else { return }
        let event = describe(outcome, of: running)
        running.listener?.yield(event)
        running.listener?.finish()
        let level: Logger.Level = outcome == .succeeded ? .info : .error
        logger.log(
            level: level, "Operation ended",
            metadata: ["service": "\(running.service)", "operation": "\(running.kind)", "outcome": "\(event.message)"])
        do {
            try store.append(
                OperationRecord(
                    service: running.service, kind: running.kind, version: running.version,
                    startedAt: running.startedAt,
                    endedAt: clock.now(), outcome: event.outcome?.rawValue ?? "", reason: outcome.reason))
            if let machine = services[running.service] {
                let used = Set([machine.version] + machine.slots.values.map(\.version))
                try shelf.prune(running.service, keeping: used)
            }
        } catch {
            logger.warning("Cannot tidy up after an operation", metadata: ["error": "\(error)"])
        }
    }

    private func describe(_ outcome: OperationOutcome, of operation: RunningOperation) -> OperationEvent {
        let kind = operation.kind
        switch outcome {
        case .succeeded:
            return OperationEvent("\(kind) of \(operation.service) is done", outcome: .succeeded)
        case .failed(let reason, let culprit):
            return OperationEvent(
                "\(kind) of \(operation.service) failed: \(reason)", outcome: .failed, log: tail(culprit))
        case .rolledBack(let reason, let culprit):
            let words = "\(kind) of \(operation.service) failed and was taken back: \(reason)"
            return OperationEvent(words, outcome: .rolledBack, log: tail(culprit))
        }
    }

    private func tail(_ culprit: InstanceID?) -> [String]? {
        culprit.map { LogFile(path: configuration.folder.log(of: $0)).tail(lines: configuration.shownLogLines) }
    }

    @discardableResult
    private func require(_ service: String) throws(SupervisorError) -> ServiceMachine {
        guard let machine = services[service] else { throw .unknownService(service, known: serviceNames) }
        return machine
    }
}
