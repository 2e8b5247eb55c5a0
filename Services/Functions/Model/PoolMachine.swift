import DequeModule
import MeshCore

/// The rules of a pool: which process takes which invocation, when one is started, and when one is let go.
///
/// The one that was busy last is taken first, so that those which are not needed become idle for good. Whoever finds none
/// free makes one start, and takes the first that comes free, whichever that is.
struct PoolMachine: Sendable {
    private enum Phase: Sendable {
        case starting
        case idle(since: MonotonicInstant)
        case busy(WaiterID, since: MonotonicInstant)
        /// It has answered, and will ask for work in a moment, as every honest one does.
        case finishing(since: MonotonicInstant)
    }

    /// How long a process that has answered is counted on.
    private static let finishingLimit = Duration.milliseconds(500)

    var limits: PoolLimits
    private(set) var rate = ArrivalRate()
    private var phases: [SandboxID: Phase] = [:]
    /// Those that are idle, the last one used at the end.
    private var idle: [SandboxID] = []
    private var waiting: Deque<WaiterID> = []
    private var nextSandbox = 1
    private var isRetired = false

    init(limits: PoolLimits) {
        self.limits = limits
    }

    /// Processes, whatever they do.
    var count: Int { phases.count }
    /// Those that carry an invocation.
    var busyCount: Int {
        phases.values.count { phase in
            switch phase {
            case .busy: true
            case .starting, .idle, .finishing: false
            }
        }
    }
    var idleCount: Int { idle.count }
    var waitingCount: Int { waiting.count }

    /// Those that will be free without anything being done.
    private func comingCount(at now: MonotonicInstant) -> Int {
        phases.values.count { phase in
            switch phase {
            case .starting: true
            case .finishing(let since): since.duration(to: now) < Self.finishingLimit
            case .idle, .busy: false
            }
        }
    }

    /// An invocation asks for a process.
    mutating func arrived(_ waiter: WaiterID, at now: MonotonicInstant) -> [PoolOrder] {
        rate.arrived(at: now)
        guard busyCount + waiting.count < limits.concurrency else { return [.refuse(waiter, limits.reason)] }
        if waiting.isEmpty, let sandbox = idle.popLast() {
            phases[sandbox] = .busy(waiter, since: now)
            return [.assign(sandbox, to: waiter)]
        }
        waiting.append(waiter)
        return startForWaiting(at: now)
    }

    /// An invocation does not wait any more.
    mutating func left(_ waiter: WaiterID) {
        waiting.removeAll { $0 == waiter }
    }

    /// A process asks for work: it has started, or has finished.
    mutating func ready(_ sandbox: SandboxID, at now: MonotonicInstant) -> [PoolOrder] {
        guard let phase = phases[sandbox] else { return [] }
        switch phase {
        case .busy(_, let since): rate.took(since.duration(to: now))
        case .starting, .finishing: break
        case .idle: return []
        }
        if isRetired, waiting.isEmpty {
            phases[sandbox] = nil
            return [.stop(sandbox)]
        }
        if let waiter = waiting.popFirst() {
            phases[sandbox] = .busy(waiter, since: now)
            return [.assign(sandbox, to: waiter)]
        }
        phases[sandbox] = .idle(since: now)
        idle.append(sandbox)
        return []
    }

    /// A process has answered an invocation; it may have asked for work since.
    mutating func answered(_ waiter: WaiterID, by sandbox: SandboxID, at now: MonotonicInstant) {
        guard case .busy(waiter, let since)? = phases[sandbox] else { return }
        rate.took(since.duration(to: now))
        phases[sandbox] = .finishing(since: now)
    }

    /// A process has ended.
    mutating func ended(_ sandbox: SandboxID, at now: MonotonicInstant) -> [PoolOrder] {
        guard phases.removeValue(forKey: sandbox) != nil else { return [] }
        idle.removeAll { $0 == sandbox }
        return startForWaiting(at: now)
    }

    /// A process ended before it asked for work.
    ///
    /// - Returns: Who is told why: the one that has waited longest; and what to do for the others.
    mutating func startFailed(
        _ sandbox: SandboxID, at now: MonotonicInstant
    ) -> (told: WaiterID?, orders: [PoolOrder]) {
        guard phases.removeValue(forKey: sandbox) != nil else { return (nil, []) }
        let told = waiting.popFirst()
        return (told, startForWaiting(at: now))
    }

    /// Looks at the time: lets go of what was idle for long, and starts what will be needed.
    mutating func tick(at now: MonotonicInstant) -> [PoolOrder] {
        rate.decay(to: now)
        var orders: [PoolOrder] = []
        let kept = isRetired ? 0 : max(limits.provisioned, min(rate.wanted(within: limits.idle), limits.processes))
        for sandbox in idle where phases.count > kept {
            guard case .idle(let since)? = phases[sandbox] else { continue }
            guard isRetired || since.duration(to: now) >= limits.idle else { continue }
            phases[sandbox] = nil
            orders.append(.stop(sandbox))
        }
        idle.removeAll { phases[$0] == nil }
        let missing = min(kept, limits.processes) - phases.count
        if missing > 0 { for _ in 0..<missing { orders.append(start()) } }
        return orders + startForWaiting(at: now)
    }

    /// The function was changed or deleted: what is idle goes now, what is busy when it has finished.
    mutating func retire() -> [PoolOrder] {
        isRetired = true
        let orders = idle.map { PoolOrder.stop($0) }
        for sandbox in idle { phases[sandbox] = nil }
        idle = []
        return orders
    }

    /// As many starts as there are invocations that no process will be free for.
    private mutating func startForWaiting(at now: MonotonicInstant) -> [PoolOrder] {
        let missing = min(waiting.count - comingCount(at: now), limits.processes - phases.count)
        guard missing > 0 else { return [] }
        return (0..<missing).map { _ in start() }
    }

    private mutating func start() -> PoolOrder {
        let sandbox = SandboxID(number: nextSandbox)
        nextSandbox += 1
        phases[sandbox] = .starting
        return .start(sandbox)
    }
}
