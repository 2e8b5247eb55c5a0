import FoundationEssentials
import Logging
import MeshCore

extension MeshSupervisor {
    /// Probes an instance until it is gone.
    func attend(_ id: InstanceID) async {
        guard let instance = running[id] else { return }
        let probe = InstanceProbe(
            service: instance.service, port: instance.port, material: material, group: group,
            configuration: configuration)
        var (reader, lastScrape) = (TrafficReader(), MonotonicInstant.now())
        var last: TrafficReading?
        while running[id] != nil, !Task.isCancelled {
            let finding = await probe.readiness()
            guard running[id] != nil else { break }
            let now = MonotonicInstant.now()
            tell(instance.service) { $0.probed(id, finding, at: now) }
            if finding == .ready, lastScrape.duration(to: now) >= configuration.scraping {
                lastScrape = now
                if let reading = await probe.traffic(&reader) {
                    running[id]?.traffic.append(reading)
                    if let last { note(reading, after: last, of: instance.service) }
                    last = reading
                }
            }
            do {
                try await Task.sleep(for: probeInterval(of: id))
            } catch {
                // Cancelled: the supervisor ends.
                break
            }
        }
        await probe.shutDown()
    }

    private func probeInterval(of id: InstanceID) -> Duration {
        guard let instance = running[id], let machine = services[instance.service] else {
            return configuration.eagerProbe
        }
        let isCandidate = machine.slots[instance.slot]?.candidate == id
        let isSettled = machine.instances[id]?.isReady == true && !isCandidate
        return isSettled || machine.instances[id]?.isLeaving == true ? configuration.probe : configuration.eagerProbe
    }

    /// Reads from the kernel how every instance is.
    func sample() {
        for id in running.keys {
            guard var instance = running[id], let reading = ProcessTable.reading(instance.process.identity) else {
                continue
            }
            instance.residentBytes = reading.residentPages * ProcessTable.pageSize
            instance.cpuSeconds = Double(reading.cpuTicks) / ProcessTable.ticksPerSecond
            let limit = configuration.manifest.service(named: instance.service)?.limits.memoryBytes ?? .max
            instance.memoryStrikes = instance.residentBytes > UInt64(limit) ? instance.memoryStrikes + 1 : 0
            running[id] = instance
            services[instance.service]?.observed(id, isPaused: reading.isPaused)
            if instance.memoryStrikes >= configuration.memoryStrikes { recycle(instance, limit: limit) }
        }
    }

    /// Replaces an instance that takes too much memory, the new one first.
    private func recycle(_ instance: RunningInstance, limit: Int) {
        guard var machine = services[instance.service], machine.slots[instance.slot]?.incumbent == instance.id else {
            return
        }
        let operation = nextOperation()
        let reason = "\(instance.id) has \(instance.residentBytes >> 20) MiB, its limit is \(limit >> 20) MiB"
        let orders: [ServiceOrder]
        do throws(OperationRefusal) {
            orders = try machine.recycleRequested(slot: instance.slot, reason: reason, operation: operation, at: .now())
        } catch {
            // Another operation is under way; the next reading tries again.
            return
        }
        logger.warning("Replacing an instance that takes too much memory", metadata: ["reason": "\(reason)"])
        services[instance.service] = machine
        running[instance.id]?.memoryStrikes = 0
        begin(operation, "recycle", of: instance.service, version: instance.version, listener: nil)
        carryOut(orders, of: instance.service)
    }

    /// Rotates logs and renews certificates.
    func keepHouse() {
        let now = Date(clock.now())
        renew(Self.ownInstance, service: MeshManifest.supervisorName, at: now)
        rotate(configuration.folder.supervisorLog)
        for instance in running.values {
            renew(instance.id, service: instance.service, at: now)
            rotate(configuration.folder.log(of: instance.id))
        }
    }

    private func renew(_ id: InstanceID, service: String, at now: Date) {
        do {
            let isRenewed = try certificates.renewIfNeeded(id, service: service, at: now)
            if isRenewed { logger.info("Renewed a certificate", metadata: ["instance.id": "\(id)"]) }
        } catch {
            logger.error("Cannot renew a certificate", metadata: ["instance.id": "\(id)", "error": "\(error)"])
        }
    }

    private func rotate(_ path: String) {
        do {
            try LogFile(path: path).rotateIfNeeded()
        } catch {
            logger.warning("Cannot rotate a log", metadata: ["path": "\(path)", "error": "\(error)"])
        }
    }
}
