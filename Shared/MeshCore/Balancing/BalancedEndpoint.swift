import Glibc

/// What a ``Balancer`` knows of one endpoint.
struct BalancedEndpoint: Sendable {
    private(set) var generation: UInt32 = 0
    private(set) var isPresent = true
    /// Its place in the list of those that take requests; -1 when it is not there.
    var place: Int32 = -1
    var pending: Int32 = 0
    /// Nanoseconds.
    private var latency: Double = 0
    private var latencyStamp: Int64
    private(set) var isMeasured = false
    /// From when on the penalty of its last failure fades; nil when it has none.
    private var penaltyFadesFrom: Int64?
    var availableSince: Int64

    init(at now: MonotonicInstant) {
        latencyStamp = now.nanoseconds
        availableSince = now.nanoseconds
    }

    mutating func retire() {
        isPresent = false
        generation &+= 1
    }

    mutating func reuse(at now: MonotonicInstant) {
        let next = generation
        self = BalancedEndpoint(at: now)
        generation = next
    }

    mutating func forget(at now: MonotonicInstant) {
        isMeasured = false
        penaltyFadesFrom = nil
        latency = 0
        latencyStamp = now.nanoseconds
        availableSince = now.nanoseconds
    }

    /// The latency as it has faded since it was last measured.
    func decayedLatency(at now: Int64, decay: Double) -> Double {
        let elapsed = now - latencyStamp
        // Within a millisecond nothing fades that a comparison could see; an exponential is spared.
        return elapsed < 1_000_000 ? latency : latency * exp(-Double(elapsed) / decay)
    }

    /// Takes a measurement: a peak at once, all else by its weight in time.
    mutating func observe(_ measured: Double, at now: Int64, decay: Double) {
        let elapsed = max(0, now - latencyStamp)
        if measured >= latency || !isMeasured {
            latency = measured
        } else {
            let weight = exp(-Double(elapsed) / decay)
            latency = latency * weight + measured * (1 - weight)
        }
        latencyStamp = now
        isMeasured = true
    }

    /// It failed: the penalty is whole again, and fades from then on, or later.
    mutating func punish(until end: Int64) {
        penaltyFadesFrom = max(end, penaltyFadesFrom ?? end)
    }

    /// What is left of the penalty, of a whole that is given, in nanoseconds.
    func decayedPenalty(_ whole: Double, at now: Int64, decay: Double) -> Double {
        guard let penaltyFadesFrom else { return 0 }
        let elapsed = Double(now - penaltyFadesFrom)
        if elapsed <= 0 { return whole }
        // Less than a billionth is left: an exponential is spared.
        return elapsed > decay * 21 ? 0 : whole * exp(-elapsed / decay)
    }
}
