package import MeshCore

/// The life of one instance: starting → ready ⇄ unready → withdrawn → terminating → killed → stopped.
///
/// It is told what happened and says what to do; it has no clock and does nothing itself.
package struct InstanceMachine: Sendable, Equatable {
    package enum Phase: Sendable, Equatable {
        /// It has until then to become ready.
        case starting(until: MonotonicInstant)
        case ready(since: MonotonicInstant)
        case unready(since: MonotonicInstant)
        /// It is out of the endpoint table; SIGTERM follows when everybody knows.
        case withdrawn(until: MonotonicInstant)
        /// SIGTERM was sent; SIGKILL follows.
        case terminating(until: MonotonicInstant)
        /// SIGKILL was sent.
        case killed
        case stopped(ProcessExit)
    }

    package let id: InstanceID
    package let slot: Int
    package let version: Version
    package let times: InstanceTimes
    package private(set) var phase: Phase
    /// When it was ready for the first time.
    package private(set) var firstReadyAt: MonotonicInstant?
    /// Whether its process stands still (SIGSTOP).
    package private(set) var isPaused = false
    /// Why the machine itself ordered its death; nil when it did not.
    package private(set) var verdict: String?
    /// Whether it was told to go, so that its end is no failure.
    package private(set) var isRetired = false
    private var unansweredProbes = 0

    package init(id: InstanceID, slot: Int, version: Version, times: InstanceTimes, startedAt now: MonotonicInstant) {
        self.id = id
        self.slot = slot
        self.version = version
        self.times = times
        phase = .starting(until: now.advanced(by: times.ready))
    }

    /// Whether requests may be sent to it.
    package var isReady: Bool { if case .ready = phase { true } else { false } }

    /// Whether it is on its way out, or gone.
    package var isLeaving: Bool {
        switch phase {
        case .starting, .ready, .unready: false
        case .withdrawn, .terminating, .killed, .stopped: true
        }
    }

    package var state: InstanceState {
        switch phase {
        case .starting: isPaused ? .paused : .starting
        case .ready: isPaused ? .paused : .ready
        case .unready: isPaused ? .paused : .unready
        case .withdrawn, .terminating, .killed: .draining
        case .stopped: .stopped
        }
    }

    /// A process that a dead supervisor left: it keeps the place it had, and the probes find out the rest.
    package mutating func adopted(as state: InstanceState, at now: MonotonicInstant) {
        switch state {
        case .ready, .paused:
            phase = .ready(since: now)
            firstReadyAt = now
        case .unready: phase = .unready(since: now)
        case .draining, .stopped: phase = .terminating(until: now.advanced(by: times.drain))
        case .starting, .restarting, .crashLooping: phase = .starting(until: now.advanced(by: times.ready))
        }
    }

    package mutating func probed(_ finding: ProbeFinding, at now: MonotonicInstant) -> InstanceAction {
        unansweredProbes = finding == .unreachable ? unansweredProbes + 1 : 0
        switch (phase, finding) {
        case (.starting, .ready), (.unready, .ready):
            phase = .ready(since: now)
            if firstReadyAt == nil { firstReadyAt = now }
            return .publish
        case (.ready, .notReady):
            phase = .unready(since: now)
            return .publish
        case (.ready, .unreachable) where unansweredProbes >= times.unreachableProbes:
            phase = .unready(since: now)
            return .publish
        case (.starting, _), (.unready, _), (.ready, _), (.withdrawn, _), (.terminating, _), (.killed, _),
            (.stopped, _):
            return .none
        }
    }

    /// The kernel says whether the process stands still.
    package mutating func observed(isPaused: Bool) {
        self.isPaused = isPaused
    }

    /// It shall go: out of the table first, if it was in it.
    package mutating func drainOrdered(at now: MonotonicInstant) -> InstanceAction {
        isRetired = true
        switch phase {
        case .ready, .unready:
            phase = .withdrawn(until: now.advanced(by: times.propagation))
            return .publish
        case .starting:
            phase = .terminating(until: now.advanced(by: times.drain))
            return .terminate
        case .withdrawn, .terminating, .killed, .stopped:
            return .none
        }
    }

    /// It shall go at once.
    package mutating func killOrdered() -> InstanceAction {
        switch phase {
        case .starting, .ready, .unready, .withdrawn, .terminating:
            phase = .killed
            return .kill
        case .killed, .stopped:
            return .none
        }
    }

    package mutating func timePassed(at now: MonotonicInstant) -> InstanceAction {
        switch phase {
        case .starting(let until) where now >= until && !isPaused:
            verdict = "was not ready within \(times.ready.formatted)"
            return killOrdered()
        case .unready(let since) where now >= since.advanced(by: times.liveness) && !isPaused && unansweredProbes > 0:
            verdict = "answered no probe for \(times.liveness.formatted)"
            return killOrdered()
        case .withdrawn(let until) where now >= until:
            phase = .terminating(until: now.advanced(by: times.drain))
            return .terminate
        case .terminating(let until) where now >= until:
            verdict = "had not drained within \(times.drain.formatted)"
            return killOrdered()
        case .starting, .ready, .unready, .withdrawn, .terminating, .killed, .stopped:
            return .none
        }
    }

    package mutating func exited(_ exit: ProcessExit) {
        phase = .stopped(exit)
    }
}
