/// Ejects the endpoints of a service that fail in a row or too often, and lets each back in after one real request has
/// done well.
///
/// Never more than a set share is ejected, and when too few are left (the others were removed) ejections are not
/// heeded. After each verdict but ``OutlierVerdict/unchanged``, and after endpoints come and go, ask ``isUsable(_:)``
/// for all, as panic touches all.
package struct OutlierDetector: Sendable {
    private struct Known {
        var slot: EndpointSlot
        var health: EndpointHealth
    }

    private let configuration: OutlierConfiguration
    private var random: SplitMix64
    /// By the slots' indices, so that the end of a request costs no hashing.
    private var endpoints: [Known?] = []
    private var endpointCount = 0
    private var ejectedCount = 0
    /// Not later than the earliest end of a penalty, so that asking for a probe costs one comparison.
    private var nextProbe = MonotonicInstant(nanoseconds: .max)

    /// Makes one without endpoints; the seed starts the jitter.
    package init(configuration: OutlierConfiguration = OutlierConfiguration(), seed: UInt64) {
        self.configuration = configuration
        random = SplitMix64(seed: seed)
    }

    package mutating func add(_ slot: EndpointSlot) {
        remove(slot)
        let position = Int(slot.index)
        while endpoints.count <= position { endpoints.append(nil) }
        endpoints[position] = Known(
            slot: slot, health: EndpointHealth(window: OutcomeWindow(length: configuration.window)))
        endpointCount += 1
    }

    private func position(of slot: EndpointSlot) -> Int? {
        let position = Int(slot.index)
        guard position < endpoints.count, endpoints[position]?.slot == slot else { return nil }
        return position
    }

    private func state(of slot: EndpointSlot) -> EndpointHealth.State? {
        position(of: slot).flatMap { endpoints[$0]?.health.state }
    }

    package mutating func remove(_ slot: EndpointSlot) {
        guard let position = position(of: slot) else { return }
        if isEjected(slot) { ejectedCount -= 1 }
        endpoints[position] = nil
        endpointCount -= 1
    }

    /// Whether so few endpoints are left that ejections are not heeded.
    package var isPanicking: Bool {
        ejectedCount > 0
            && Double(endpointCount - ejectedCount) < configuration.panicThreshold * Double(endpointCount)
    }

    /// Whether an endpoint may be given requests as usual.
    package func isUsable(_ slot: EndpointSlot) -> Bool {
        guard position(of: slot) != nil else { return false }
        return !isEjected(slot) || isPanicking
    }

    /// Whether an endpoint is ejected, also while that is not heeded.
    package func isEjected(_ slot: EndpointSlot) -> Bool {
        position(of: slot).flatMap { endpoints[$0]?.health.isEjected } ?? false
    }

    /// Takes an endpoint whose penalty is over and that has no probe under way: the caller sends it one real request.
    package mutating func takeProbe(at now: MonotonicInstant) -> EndpointSlot? {
        guard now >= nextProbe else { return nil }
        var taken: EndpointSlot?
        var earliest = MonotonicInstant(nanoseconds: .max)
        for case let known? in endpoints {
            guard case .ejected(let until) = known.health.state else { continue }
            if taken == nil, until <= now {
                taken = known.slot
            } else {
                earliest = min(earliest, until)
            }
        }
        nextProbe = earliest
        if let position = taken.flatMap(position(of:)) { endpoints[position]?.health.state = .probing }
        return taken
    }

    /// Takes how a request ended.
    ///
    /// - Parameters:
    ///   - slot: Where it was sent.
    ///   - outcome: How it ended.
    ///   - isProbe: Whether it was given out by ``takeProbe(at:)``; only such a one ends an ejection.
    ///   - now: When it ended.
    package mutating func finished(
        _ slot: EndpointSlot, _ outcome: RequestOutcome, isProbe: Bool = false, at now: MonotonicInstant
    ) -> OutlierVerdict {
        switch state(of: slot) {
        case nil: return .unchanged
        case .healthy: return record(outcome, on: slot, at: now)
        case .probing: return isProbe ? endProbe(outcome, of: slot, at: now) : .unchanged
        case .ejected: return .unchanged
        }
    }

    private mutating func record(
        _ outcome: RequestOutcome, on slot: EndpointSlot, at now: MonotonicInstant
    ) -> OutlierVerdict {
        guard let position = position(of: slot) else { return .unchanged }
        let isOutlier = endpoints[position]?.health.record(outcome, at: now, configuration: configuration) ?? false
        guard isOutlier, mayEjectOneMore else { return .unchanged }
        ejectedCount += 1
        return eject(slot, at: now)
    }

    private mutating func endProbe(
        _ outcome: RequestOutcome, of slot: EndpointSlot, at now: MonotonicInstant
    ) -> OutlierVerdict {
        guard let position = position(of: slot) else { return .unchanged }
        switch outcome {
        case .success:
            endpoints[position]?.health.restore(at: now)
            ejectedCount -= 1
            return .restored
        case .failure, .limited: return eject(slot, at: now)
        case .cancelled:
            // Nothing was learned: the next request may probe.
            endpoints[position]?.health.state = .ejected(until: now)
            nextProbe = min(nextProbe, now)
            return .unchanged
        }
    }

    private var mayEjectOneMore: Bool {
        Double(ejectedCount + 1) <= configuration.maximumEjectedShare * Double(endpointCount)
    }

    private mutating func eject(_ slot: EndpointSlot, at now: MonotonicInstant) -> OutlierVerdict {
        let factor = 1 + configuration.jitter * random.unit()
        guard let position = position(of: slot) else { return .unchanged }
        let ejections =
            endpoints[position]?.health.countEjection(at: now, forgiveness: configuration.forgiveness) ?? 1
        let initial = Double(configuration.initialPenalty.nanoseconds)
        let grown = initial * Double(UInt64(1) << UInt64(min(ejections - 1, 32)))
        let penalty = min(grown, Double(configuration.maximumPenalty.nanoseconds)) * factor
        let until = now.advanced(byNanoseconds: Int64(penalty))
        endpoints[position]?.health.state = .ejected(until: until)
        nextProbe = min(nextProbe, until)
        return .ejected(until: until)
    }
}
