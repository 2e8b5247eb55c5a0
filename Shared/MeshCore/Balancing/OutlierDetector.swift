/// Ejects the endpoints of a service that fail in a row or too often, and lets each back in after one real request has
/// done well.
///
/// Never more than a set share is ejected, and when too few are left (the others were removed) ejections are not
/// heeded. After each verdict but ``OutlierVerdict/unchanged``, and after endpoints come and go, ask ``isUsable(_:)``
/// for all, as panic touches all.
package struct OutlierDetector: Sendable {
    private let configuration: OutlierConfiguration
    private var random: SplitMix64
    private var endpoints: [EndpointSlot: EndpointHealth] = [:]
    private var ejectedCount = 0
    /// Not later than the earliest end of a penalty, so that asking for a probe costs one comparison.
    private var nextProbe = MonotonicInstant(nanoseconds: .max)

    /// Makes one without endpoints; the seed starts the jitter.
    package init(configuration: OutlierConfiguration = OutlierConfiguration(), seed: UInt64) {
        self.configuration = configuration
        random = SplitMix64(seed: seed)
    }

    package mutating func add(_ slot: EndpointSlot) {
        endpoints[slot] = EndpointHealth(window: OutcomeWindow(length: configuration.window))
    }

    package mutating func remove(_ slot: EndpointSlot) {
        guard let health = endpoints.removeValue(forKey: slot) else { return }
        if health.isEjected { ejectedCount -= 1 }
    }

    /// Whether so few endpoints are left that ejections are not heeded.
    package var isPanicking: Bool {
        ejectedCount > 0
            && Double(endpoints.count - ejectedCount) < configuration.panicThreshold * Double(endpoints.count)
    }

    /// Whether an endpoint may be given requests as usual.
    package func isUsable(_ slot: EndpointSlot) -> Bool {
        guard let health = endpoints[slot] else { return false }
        return !health.isEjected || isPanicking
    }

    /// Whether an endpoint is ejected, also while that is not heeded.
    package func isEjected(_ slot: EndpointSlot) -> Bool {
        endpoints[slot]?.isEjected ?? false
    }

    /// Takes an endpoint whose penalty is over and that has no probe under way: the caller sends it one real request.
    package mutating func takeProbe(at now: MonotonicInstant) -> EndpointSlot? {
        guard now >= nextProbe else { return nil }
        var taken: EndpointSlot?
        var earliest = MonotonicInstant(nanoseconds: .max)
        for (slot, health) in endpoints {
            guard case .ejected(let until) = health.state else { continue }
            if taken == nil, until <= now {
                taken = slot
            } else {
                earliest = min(earliest, until)
            }
        }
        nextProbe = earliest
        if let taken { endpoints[taken]?.state = .probing }
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
        guard let health = endpoints[slot] else { return .unchanged }
        switch health.state {
        case .healthy: return record(outcome, on: slot, at: now)
        case .probing: return isProbe ? endProbe(outcome, of: slot, at: now) : .unchanged
        case .ejected: return .unchanged
        }
    }

    private mutating func record(
        _ outcome: RequestOutcome, on slot: EndpointSlot, at now: MonotonicInstant
    ) -> OutlierVerdict {
        let configuration = configuration
        let isOutlier = endpoints[slot]?.record(outcome, at: now, configuration: configuration) ?? false
        guard isOutlier, mayEjectOneMore else { return .unchanged }
        ejectedCount += 1
        return eject(slot, at: now)
    }

    private mutating func endProbe(
        _ outcome: RequestOutcome, of slot: EndpointSlot, at now: MonotonicInstant
    ) -> OutlierVerdict {
        switch outcome {
        case .success:
            endpoints[slot]?.restore(at: now)
            ejectedCount -= 1
            return .restored
        case .failure, .limited: return eject(slot, at: now)
        case .cancelled:
            // Nothing was learned: the next request may probe.
            endpoints[slot]?.state = .ejected(until: now)
            nextProbe = min(nextProbe, now)
            return .unchanged
        }
    }

    private var mayEjectOneMore: Bool {
        Double(ejectedCount + 1) <= configuration.maximumEjectedShare * Double(endpoints.count)
    }

    private mutating func eject(_ slot: EndpointSlot, at now: MonotonicInstant) -> OutlierVerdict {
        let factor = 1 + configuration.jitter * random.unit()
        let ejections = endpoints[slot]?.countEjection(at: now, forgiveness: configuration.forgiveness) ?? 1
        let initial = Double(configuration.initialPenalty.nanoseconds)
        let grown = initial * Double(UInt64(1) << UInt64(min(ejections - 1, 32)))
        let penalty = min(grown, Double(configuration.maximumPenalty.nanoseconds)) * factor
        let until = now.advanced(byNanoseconds: Int64(penalty))
        endpoints[slot]?.state = .ejected(until: until)
        nextProbe = min(nextProbe, until)
        return .ejected(until: until)
    }
}
