package import MeshCore

extension ServiceMachine {
    /// Orders the difference between what is and what should be.
    mutating func settle(at now: MonotonicInstant) -> [ServiceOrder] {
        var orders: [ServiceOrder] = []
        if isShuttingDown {
            removeEmptySlots(above: 0)
        } else {
            orders += settleSlots(at: now)
            orders += advanceRollout(at: now)
            orders += advanceScaling(at: now)
        }
        let endpoints = self.endpoints
        if endpoints != endpointsBefore {
            endpointsBefore = endpoints
            // Before the signals: who is told to go must be out of the table first.
            orders.insert(.publish, at: 0)
        }
        return orders
    }

    private mutating func settleSlots(at now: MonotonicInstant) -> [ServiceOrder] {
        var orders: [ServiceOrder] = []
        for index in slots.keys.sorted() where index > wanted {
            guard let slot = slots[index] else { continue }
            for id in [slot.incumbent, slot.candidate].compactMap(\.self) {
                orders += act(id, at: now) { $0.drainOrdered(at: now) }
            }
        }
        removeEmptySlots(above: wanted)
        for index in stride(from: 1, through: wanted, by: 1) {
            var slot = slots[index] ?? Slot(index: index, version: version, policy: policy)
            if slot.incumbent == nil, slot.candidate == nil, slot.restartAt.map({ now >= $0 }) ?? true {
                let (id, order) = start(slot: index, version: slot.version, at: now)
                slot.incumbent = id
                slot.restartAt = nil
                orders.append(order)
            }
            slots[index] = slot
        }
        return orders
    }

    private mutating func removeEmptySlots(above limit: Int) {
        for index in slots.keys where index > limit && !instances.values.contains(where: { $0.slot == index }) {
            slots[index] = nil
        }
    }

    mutating func start(slot: Int, version: Version, at now: MonotonicInstant) -> (InstanceID, ServiceOrder) {
        serial += 1
        let id = InstanceID(service: name, slot: slot, serial: serial)
        instances[id] = InstanceMachine(id: id, slot: slot, version: version, times: times.instance, startedAt: now)
        return (id, .start(id, slot: slot, version: version))
    }

    // MARK: - Scaling

    /// - Throws: ``OperationRefusal``.
    package mutating func scaleRequested(
        to count: Int, operation: OperationID, at now: MonotonicInstant
    ) throws(OperationRefusal) -> [ServiceOrder] {
        try refuseIfBusy()
        wanted = count
        let limit = times.instance.ready + times.instance.propagation + times.instance.drain + .seconds(2)
        scaling = Scaling(operation: operation, target: count, until: now.advanced(by: limit))
        return [.remember] + settle(at: now)
    }

    private mutating func advanceScaling(at now: MonotonicInstant) -> [ServiceOrder] {
        guard let scaling else { return [] }
        let verdict = scaling.verdict(slots: slots.values, readySlots: endpoints.count, at: now)
        let outcome: OperationOutcome
        switch verdict {
        case .pending: return []
        case .reached: outcome = .succeeded
        case .failed(let reason): outcome = .failed(reason: reason, culprit: nil)
        }
        self.scaling = nil
        return [.ended(scaling.operation, outcome)]
    }

    func refuseIfBusy() throws(OperationRefusal) {
        guard !isShuttingDown else { throw .shuttingDown }
        if let rollout { throw .busy(with: rollout.kind.name) }
        if scaling != nil { throw .busy(with: "scale") }
    }
}
