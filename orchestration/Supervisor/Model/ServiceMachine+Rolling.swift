package import MeshCore

extension ServiceMachine {
    /// Replaces all instances by ones that run `version`.
    ///
    /// - Throws: ``OperationRefusal``.
    package mutating func deployRequested(
        _ version: Version, operation: OperationID, at now: MonotonicInstant
    ) throws(OperationRefusal) -> [ServiceOrder] {
        try begin(Rollout(operation: operation, kind: .deploy, target: version, pending: slots.keys.sorted()), at: now)
    }

    /// Replaces all instances by ones that run what they run.
    ///
    /// - Throws: ``OperationRefusal``.
    package mutating func restartRequested(
        operation: OperationID, at now: MonotonicInstant
    ) throws(OperationRefusal) -> [ServiceOrder] {
        try begin(Rollout(operation: operation, kind: .restart, target: nil, pending: slots.keys.sorted()), at: now)
    }

    /// Replaces one instance by one that runs the same.
    ///
    /// - Throws: ``OperationRefusal``.
    package mutating func recycleRequested(
        slot: Int, reason: String, operation: OperationID, at now: MonotonicInstant
    ) throws(OperationRefusal) -> [ServiceOrder] {
        try begin(Rollout(operation: operation, kind: .recycle(reason: reason), target: nil, pending: [slot]), at: now)
    }

    /// Takes the slots that an interrupted deploy had given another version back to the service's version.
    ///
    /// - Throws: ``OperationRefusal``.
    package mutating func convergeRequested(
        reason: String, operation: OperationID, at now: MonotonicInstant
    ) throws(OperationRefusal) -> [ServiceOrder] {
        let strays = slots.values.filter { $0.version != version }.map(\.index).sorted()
        guard !strays.isEmpty else { return [] }
        let kind = Rollout.Kind.rollback(reason: reason, culprit: nil)
        return try begin(Rollout(operation: operation, kind: kind, target: version, pending: strays), at: now)
    }

    private mutating func begin(
        _ rollout: Rollout, at now: MonotonicInstant
    ) throws(OperationRefusal) -> [ServiceOrder] {
        try refuseIfBusy()
        self.rollout = rollout
        return settle(at: now)
    }

    /// Takes the rollout as far as it goes now.
    mutating func advanceRollout(at now: MonotonicInstant) -> [ServiceOrder] {
        var orders: [ServiceOrder] = []
        while let rollout, let more = step(rollout, at: now) { orders += more }
        return orders
    }

    /// - Returns: nil when the rollout waits for something.
    private mutating func step(_ current: Rollout, at now: MonotonicInstant) -> [ServiceOrder]? {
        switch current.step {
        case .idle:
            return current.pending.isEmpty ? finish(current) : startNext(current, at: now)
        case .starting(let slot, let candidate):
            guard instances[candidate]?.isReady == true else { return nil }
            rollout?.step = .proving(slot: slot, candidate: candidate, until: now.advanced(by: times.proving))
            return [.progress(current.operation, "\(candidate) is ready")]
        case .proving(let slot, let candidate, let until):
            guard instances[candidate]?.isReady == true else {
                let failure = rolloutFailed("\(candidate) did not stay ready", culprit: candidate, at: now)
                slots[slot]?.candidate = nil
                return failure + act(candidate, at: now) { $0.drainOrdered(at: now) }
            }
            return now >= until ? shift(current, slot: slot, to: candidate, at: now) : nil
        case .retiring(let slot, let old):
            guard instances[old] == nil else { return nil }
            rollout?.step = .idle
            rollout?.replaced.append(slot)
            return [.progress(current.operation, "\(old) has drained and ended")]
        }
    }

    private mutating func startNext(_ current: Rollout, at now: MonotonicInstant) -> [ServiceOrder] {
        rollout?.pending.removeFirst()
        guard let index = current.pending.first, var slot = slots[index] else { return [] }
        let version = current.target ?? slot.version
        let (id, order) = start(slot: index, version: version, at: now)
        slot.candidate = id
        slots[index] = slot
        rollout?.step = .starting(slot: index, candidate: id)
        return [order, .progress(current.operation, "\(id) starts, version \(version)")]
    }

    private mutating func shift(
        _ current: Rollout, slot index: Int, to candidate: InstanceID, at now: MonotonicInstant
    ) -> [ServiceOrder] {
        guard var slot = slots[index] else { return [] }
        let old = slot.incumbent
        slot.incumbent = candidate
        slot.candidate = nil
        slot.restartAt = nil
        slot.version = instances[candidate]?.version ?? slot.version
        slot.loop.becameStable()
        slots[index] = slot
        guard let old else {
            rollout?.step = .idle
            rollout?.replaced.append(index)
            return [.remember]
        }
        rollout?.step = .retiring(slot: index, old: old)
        let words = "\(candidate) takes over from \(old)"
        return [.remember, .progress(current.operation, words)] + act(old, at: now) { $0.drainOrdered(at: now) }
    }

    private mutating func finish(_ current: Rollout) -> [ServiceOrder] {
        rollout = nil
        switch current.kind {
        case .deploy:
            version = current.target ?? version
            return [.remember, .ended(current.operation, .succeeded)]
        case .restart, .recycle:
            return [.ended(current.operation, .succeeded)]
        case .rollback(let reason, let culprit):
            return [.ended(current.operation, .rolledBack(reason: reason, culprit: culprit))]
        }
    }

    /// The candidate failed: what a deploy had replaced so far is replaced back.
    mutating func rolloutFailed(_ reason: String, culprit: InstanceID, at now: MonotonicInstant) -> [ServiceOrder] {
        guard let current = rollout else { return [] }
        rollout = nil
        switch current.kind {
        case .deploy where !current.replaced.isEmpty:
            rollout = Rollout(
                operation: current.operation, kind: .rollback(reason: reason, culprit: culprit), target: version,
                pending: current.replaced)
            return [.progress(current.operation, "\(reason); going back to version \(version)")]
        case .rollback(let first, _):
            let both = "\(first); and going back failed: \(reason)"
            return [.ended(current.operation, .failed(reason: both, culprit: culprit))]
        case .deploy, .restart, .recycle:
            return [.ended(current.operation, .failed(reason: reason, culprit: culprit))]
        }
    }
}

extension Rollout.Kind {
    /// The operation's name, for people.
    package var name: String {
        switch self {
        case .deploy: "deploy"
        case .restart: "restart"
        case .recycle: "replacement of an instance"
        case .rollback: "rollback"
        }
    }
}
