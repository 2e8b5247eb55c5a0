package import MeshCore

/// One service under supervision: its slots, its instances, and the operation that changes them.
///
/// It is told what happened, and returns orders. Whatever happens, ``settle(at:)`` compares what is with what should be
/// and orders the difference, so there is one way only in which an instance is started or leaves.
package struct ServiceMachine: Sendable {
    package let name: String
    package let times: ServiceTimes
    package let policy: RestartPolicy
    /// How many instances should run.
    package internal(set) var wanted: Int
    /// What instances run that no operation has given another version.
    package internal(set) var version: Version
    package internal(set) var slots: [Int: Slot] = [:]
    package internal(set) var instances: [InstanceID: InstanceMachine] = [:]
    package internal(set) var rollout: Rollout?
    package internal(set) var scaling: Scaling?
    /// The number of the last start; ids are made of it.
    package internal(set) var serial: Int
    package internal(set) var isShuttingDown = false
    /// Deaths that an operator ordered, which count for nothing.
    var orderedDeaths: Set<InstanceID> = []
    var endpointsBefore: [InstanceID] = []

    package init(
        name: String, wanted: Int, version: Version, times: ServiceTimes, policy: RestartPolicy = RestartPolicy(),
        serial: Int = 0
    ) {
        self.name = name
        self.wanted = wanted
        self.version = version
        self.times = times
        self.policy = policy
        self.serial = serial
    }

    /// The instances that take requests, in the order of their slots.
    package var endpoints: [InstanceID] {
        slots.keys.sorted().compactMap { slots[$0]?.incumbent }.filter { instances[$0]?.isReady == true }
    }

    /// Whether every slot that should be there is, and holds a ready instance.
    package var isReady: Bool { slots.count == wanted && endpoints.count == wanted }

    /// Whether nothing is left of it.
    package var isGone: Bool { instances.isEmpty && isShuttingDown }

    // MARK: - What happens

    /// The mesh comes up.
    package mutating func began(at now: MonotonicInstant) -> [ServiceOrder] {
        settle(at: now)
    }

    /// A process of an earlier supervisor was found alive.
    ///
    /// Two may hold one slot when a rollout was interrupted: the one that held it keeps it, and the other goes.
    package mutating func adopted(_ found: [AdoptedInstance], at now: MonotonicInstant) -> [ServiceOrder] {
        for one in found.sorted(by: { $0.id < $1.id }) {
            var instance = InstanceMachine(
                id: one.id, slot: one.slot, version: one.version, times: times.instance, startedAt: now)
            instance.adopted(as: one.state, at: now)
            var slot = slots[one.slot] ?? Slot(index: one.slot, version: version, policy: policy)
            let keepsPlace = one.isIncumbent && slot.incumbent == nil && !instance.isLeaving
            if keepsPlace {
                slot.incumbent = one.id
                slot.version = one.version
                slot.restarts = one.restarts
            }
            slots[one.slot] = slot
            instances[one.id] = instance
        }
        var orders: [ServiceOrder] = []
        for id in instances.keys.sorted() where slots[instances[id]?.slot ?? 0]?.incumbent != id {
            orders += act(id, at: now) { $0.drainOrdered(at: now) }
        }
        return orders + settle(at: now)
    }

    package mutating func probed(_ id: InstanceID, _ finding: ProbeFinding, at now: MonotonicInstant) -> [ServiceOrder]
    {
        act(id, at: now) { $0.probed(finding, at: now) } + settle(at: now)
    }

    package mutating func observed(_ id: InstanceID, isPaused: Bool) {
        instances[id]?.observed(isPaused: isPaused)
    }

    /// The process of an instance has ended, or never began.
    package mutating func exited(_ id: InstanceID, _ exit: ProcessExit, at now: MonotonicInstant) -> [ServiceOrder] {
        guard var instance = instances.removeValue(forKey: id) else { return [] }
        instance.exited(exit)
        var orders: [ServiceOrder] = [.forget(id)]
        if slots[instance.slot]?.candidate == id {
            slots[instance.slot]?.candidate = nil
            orders += rolloutFailed("\(id) \(instance.verdict ?? exit.description)", culprit: id, at: now)
        }
        if slots[instance.slot]?.incumbent == id {
            slots[instance.slot]?.incumbent = nil
            if !instance.isRetired { scheduleRestart(after: instance, exit, at: now) }
        }
        orderedDeaths.remove(id)
        return orders + settle(at: now)
    }

    package mutating func timePassed(at now: MonotonicInstant) -> [ServiceOrder] {
        var orders: [ServiceOrder] = []
        for id in instances.keys.sorted() {
            orders += act(id, at: now) { $0.timePassed(at: now) }
        }
        for index in slots.keys.sorted() {
            guard let incumbent = slots[index]?.incumbent, let since = instances[incumbent]?.firstReadyAt else {
                continue
            }
            if now >= since.advanced(by: policy.stableAfter) { slots[index]?.loop.becameStable() }
        }
        return orders + settle(at: now)
    }

    /// An operator ends an instance as a trial: SIGKILL at once, and a new one starts without a wait.
    package mutating func killRequested(_ id: InstanceID, at now: MonotonicInstant) -> [ServiceOrder] {
        orderedDeaths.insert(id)
        return act(id, at: now) { $0.killOrdered() } + settle(at: now)
    }

    /// The mesh goes down: everything drains, and nothing starts again.
    package mutating func shutdownRequested(at now: MonotonicInstant) -> [ServiceOrder] {
        isShuttingDown = true
        var orders: [ServiceOrder] = []
        let reason = "the mesh is shutting down"
        if let rollout { orders.append(.ended(rollout.operation, .failed(reason: reason, culprit: nil))) }
        if let scaling { orders.append(.ended(scaling.operation, .failed(reason: reason, culprit: nil))) }
        rollout = nil
        scaling = nil
        for id in instances.keys.sorted() {
            orders += act(id, at: now) { $0.drainOrdered(at: now) }
        }
        return orders + settle(at: now)
    }

    // MARK: - The parts of it

    /// Runs one step of an instance's machine, and makes orders of what it wants.
    mutating func act(
        _ id: InstanceID, at now: MonotonicInstant, _ step: (inout InstanceMachine) -> InstanceAction
    ) -> [ServiceOrder] {
        guard var instance = instances[id] else { return [] }
        let action = step(&instance)
        instances[id] = instance
        switch action {
        case .none, .publish: return []
        case .terminate: return [.terminate(id)]
        case .kill: return [.kill(id)]
        }
    }

    private mutating func scheduleRestart(
        after instance: InstanceMachine, _ exit: ProcessExit, at now: MonotonicInstant
    ) {
        guard var slot = slots[instance.slot] else { return }
        let readyFor = instance.firstReadyAt.map { $0.duration(to: now) }
        let wait = orderedDeaths.contains(instance.id) ? .zero : slot.loop.died(exit, readyFor: readyFor)
        slot.restartAt = now.advanced(by: wait)
        slot.restarts += 1
        slots[instance.slot] = slot
    }
}
