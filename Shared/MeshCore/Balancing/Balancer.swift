/// Chooses endpoints by the power of two choices over peak EWMA: of two random ones that which has the lower product of
/// latency and open requests.
///
/// The latency jumps to every peak at once and decays with time, also while nothing is sent, so that an endpoint that
/// was slow gets another chance (Finagle's Peak EWMA; Mitzenmacher, "The Power of Two Choices in Randomized Load
/// Balancing", 1996). A failure's own latency says nothing; it adds a penalty, which fades faster, so that an endpoint that
/// fails fast attracts nothing and one that failed once is back soon. An endpoint that has never answered gets one
/// request at a time, and a new one grows into its share.
///
/// Neither ``pick(excluding:at:)`` nor ``finished(_:_:at:)`` allocates.
package struct Balancer: Sendable {
    private let configuration: BalancerConfiguration
    private let decayNanoseconds: Double
    private let penaltyNanoseconds: Double
    private let penaltyDecayNanoseconds: Double
    private let slowStartNanoseconds: Int64
    private var random: SplitMix64
    private var endpoints: [BalancedEndpoint] = []
    private var freeIndices: [Int32] = []
    /// The indices of the endpoints that take requests, in no order.
    private var available: [Int32] = []

    /// Makes one without endpoints.
    ///
    /// - Parameters:
    ///   - configuration: The constants.
    ///   - seed: Where the random choices start.
    package init(configuration: BalancerConfiguration = BalancerConfiguration(), seed: UInt64) {
        self.configuration = configuration
        decayNanoseconds = Double(max(1, configuration.decay.nanoseconds))
        penaltyNanoseconds = Double(configuration.failurePenalty.nanoseconds)
        penaltyDecayNanoseconds = Double(max(1, configuration.penaltyDecay.nanoseconds))
        slowStartNanoseconds = configuration.slowStart.nanoseconds
        random = SplitMix64(seed: seed)
    }

    /// How many endpoints take requests.
    package var availableCount: Int { available.count }

    /// Adds an endpoint, which takes no request before it is made available.
    package mutating func add(at now: MonotonicInstant) -> EndpointSlot {
        let index: Int32
        if let free = freeIndices.popLast() {
            index = free
            endpoints[Int(index)].reuse(at: now)
        } else {
            index = Int32(truncatingIfNeeded: endpoints.count)
            endpoints.append(BalancedEndpoint(at: now))
        }
        return EndpointSlot(index: index, generation: endpoints[Int(index)].generation)
    }

    /// Forgets an endpoint; what still comes for its slot is ignored.
    package mutating func remove(_ slot: EndpointSlot) {
        guard let position = position(of: slot) else { return }
        withdraw(position)
        endpoints[position].retire()
        freeIndices.append(slot.index)
    }

    /// Says whether an endpoint takes requests (connected, ready and not ejected); one that comes back starts slowly
    /// again.
    package mutating func setAvailable(_ isAvailable: Bool, _ slot: EndpointSlot, at now: MonotonicInstant) {
        guard let position = position(of: slot), isAvailable != (endpoints[position].place >= 0) else { return }
        if isAvailable {
            endpoints[position].place = Int32(truncatingIfNeeded: available.count)
            endpoints[position].availableSince = now.nanoseconds
            available.append(slot.index)
        } else {
            withdraw(position)
        }
    }

    /// Forgets what was measured of an endpoint that has come back to life: it is given one request at a time until it answers, and
    /// not judged by the penalties of its past.
    package mutating func forget(_ slot: EndpointSlot, at now: MonotonicInstant) {
        guard let position = position(of: slot) else { return }
        endpoints[position].forget(at: now)
    }

    package func isAvailable(_ slot: EndpointSlot) -> Bool {
        position(of: slot).map { endpoints[$0].place >= 0 } ?? false
    }

    /// Chooses an endpoint for a request and counts the request as open there until ``finished(_:_:at:)``.
    ///
    /// - Parameters:
    ///   - excluded: Where the request was tried already; few.
    ///   - now: The time now.
    /// - Returns: The endpoint; nil when none is available that is not excluded.
    package mutating func pick(excluding excluded: [EndpointSlot] = [], at now: MonotonicInstant) -> EndpointSlot? {
        let chosen: Int?
        if excluded.isEmpty {
            chosen = choose(at: now.nanoseconds)
        } else {
            chosen = choose(excluding: excluded, at: now.nanoseconds)
        }
        guard let chosen else { return nil }
        endpoints[chosen].pending += 1
        return EndpointSlot(index: Int32(truncatingIfNeeded: chosen), generation: endpoints[chosen].generation)
    }

    /// Counts a request as open on an endpoint that was not picked: a probe.
    package mutating func started(_ slot: EndpointSlot) {
        guard let position = position(of: slot) else { return }
        endpoints[position].pending += 1
    }

    /// Takes the end of a request that was picked or started.
    package mutating func finished(_ slot: EndpointSlot, _ outcome: RequestOutcome, at now: MonotonicInstant) {
        guard let position = position(of: slot), endpoints[position].pending > 0 else { return }
        endpoints[position].pending -= 1
        switch outcome {
        case .success(let latency):
            endpoints[position].observe(Double(latency.nanoseconds), at: now.nanoseconds, decay: decayNanoseconds)
        case .failure(let retryAfter), .limited(let retryAfter):
            let hold = min(max(retryAfter ?? .zero, .zero), configuration.maximumRetryAfter)
            endpoints[position].punish(until: now.advanced(by: hold).nanoseconds)
        case .cancelled: break
        }
    }

    /// The number of open requests on an endpoint.
    package func pendingCount(_ slot: EndpointSlot) -> Int {
        position(of: slot).map { Int(endpoints[$0].pending) } ?? 0
    }

    /// What an endpoint's latency is estimated at now; nil when it has never answered.
    package func latency(_ slot: EndpointSlot, at now: MonotonicInstant) -> Duration? {
        guard let position = position(of: slot), endpoints[position].isMeasured else { return nil }
        return .nanoseconds(Int64(endpoints[position].decayedLatency(at: now.nanoseconds, decay: decayNanoseconds)))
    }

    /// What an endpoint's score is raised by now because it failed.
    package func penalty(_ slot: EndpointSlot, at now: MonotonicInstant) -> Duration {
        position(of: slot).map { .nanoseconds(Int64(penalty($0, at: now.nanoseconds))) } ?? .zero
    }

    private func penalty(_ position: Int, at now: Int64) -> Double {
        endpoints[position].decayedPenalty(penaltyNanoseconds, at: now, decay: penaltyDecayNanoseconds)
    }

    private func position(of slot: EndpointSlot) -> Int? {
        let position = Int(slot.index)
        guard position >= 0, position < endpoints.count, endpoints[position].generation == slot.generation,
            endpoints[position].isPresent
        else { return nil }
        return position
    }

    private mutating func withdraw(_ position: Int) {
        let place = Int(endpoints[position].place)
        guard place >= 0 else { return }
        endpoints[position].place = -1
        let last = available.removeLast()
        guard place < available.count else { return }
        available[place] = last
        endpoints[Int(last)].place = Int32(truncatingIfNeeded: place)
    }

    private mutating func choose(at now: Int64) -> Int? {
        switch available.count {
        case 0: return nil
        case 1: return Int(available[0])
        default:
            let first = random.below(available.count)
            var second = random.below(available.count - 1)
            if second >= first { second += 1 }
            return better(Int(available[first]), Int(available[second]), at: now)
        }
    }

    /// Chooses among those that are not excluded, by passing over the list instead of making another.
    private mutating func choose(excluding excluded: [EndpointSlot], at now: Int64) -> Int? {
        let remaining = available.count { !isExcluded($0, excluded) }
        guard remaining > 0 else { return nil }
        let first = random.below(remaining)
        guard remaining > 1 else { return nth(first, notIn: excluded) }
        var second = random.below(remaining - 1)
        if second >= first { second += 1 }
        guard let one = nth(first, notIn: excluded), let other = nth(second, notIn: excluded) else { return nil }
        return better(one, other, at: now)
    }

    private func nth(_ number: Int, notIn excluded: [EndpointSlot]) -> Int? {
        var rest = number
        for index in available where !isExcluded(index, excluded) {
            if rest == 0 { return Int(index) }
            rest -= 1
        }
        return nil
    }

    private func isExcluded(_ index: Int32, _ excluded: [EndpointSlot]) -> Bool {
        excluded.contains { $0.index == index && $0.generation == endpoints[Int(index)].generation }
    }

    private mutating func better(_ one: Int, _ other: Int, at now: Int64) -> Int {
        let isOneBetter = load(one, at: now) <= load(other, at: now)
        let winner = isOneBetter ? one : other
        let loser = isOneBetter ? other : one
        guard let winnersShare = share(winner, at: now), share(loser, at: now) == nil else { return winner }
        return random.unit() < winnersShare ? winner : loser
    }

    private func load(_ position: Int, at now: Int64) -> Double {
        let pending = Double(endpoints[position].pending)
        let penalty = penalty(position, at: now)
        guard endpoints[position].isMeasured else {
            // Nothing is known of it: it looks as good as the best guess, but only for one request at a time.
            let guess = pending == 0 ? 0 : Double(configuration.assumedLatency.nanoseconds) * 1000
            return (guess + penalty) * (pending + 1)
        }
        let latency = endpoints[position].decayedLatency(at: now, decay: decayNanoseconds)
        return (latency + penalty) * (pending + 1)
    }

    /// The share of its turns that an endpoint in slow start takes; nil when it takes all.
    private func share(_ position: Int, at now: Int64) -> Double? {
        let age = now - endpoints[position].availableSince
        guard age < slowStartNanoseconds else { return nil }
        return max(configuration.initialShare, Double(age) / Double(slowStartNanoseconds))
    }
}
