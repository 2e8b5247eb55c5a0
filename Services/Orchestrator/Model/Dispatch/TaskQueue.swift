import MeshCore

/// Tasks that wait to be handed out, and the rules by which the next one is chosen.
///
/// A higher priority goes first. Within a priority tenants take turns, so that one with a million tasks delays the others by
/// one at a time. Within a tenant the task with the earliest deadline goes first. A task whose target is at its limits, or
/// whose key is in use, holds up nobody but those of the same target or key.
struct TaskQueue<Element: Sendable>: Sendable {
    /// What to do next.
    enum Decision {
        case hand(Ticket, Element)
        /// Nothing before this moment, unless something ends or comes.
        case wait(until: Timestamp)
        /// Nothing until something ends or comes.
        case rest
    }

    /// A task that is under way; to be given back when it ends.
    struct Ticket: Hashable, Sendable {
        let target: String
        let key: String?
    }

    private struct Entry: Sendable {
        let element: Element
        let policy: DispatchPolicy
    }

    /// The waiting tasks of a tenant, apart by target.
    private struct Tenant: Sendable {
        var lanes: [String: EarliestFirst<Entry>] = [:]
    }

    /// The tenants of a priority, in the order of their turns.
    private struct Level: Sendable {
        var tenants: [String: Tenant] = [:]
        var turns: [String] = []
    }

    private struct Target: Sendable {
        var underWay = 0
        var bucket: TokenBucket?
    }

    private let limits: [String: DispatchLimit]
    private let concurrency: Int
    private var levels: [Int: Level] = [:]
    private var priorities: [Int] = []
    private var targets: [String: Target] = [:]
    private var keysInUse: Set<String> = []
    private var waitingForKey: [String: EarliestFirst<Entry>] = [:]
    private var arrivals: UInt64 = 0
    private(set) var underWay = 0
    private(set) var waiting = 0

    /// - Parameters:
    ///   - limits: Of the targets that have any.
    ///   - concurrency: How many tasks may be under way in all.
    init(limits: [String: DispatchLimit] = [:], concurrency: Int) {
        self.limits = limits
        self.concurrency = concurrency
    }

    /// Adds a task.
    mutating func add(_ element: Element, _ policy: DispatchPolicy) {
        waiting += 1
        put(Entry(element: element, policy: policy))
    }

    private mutating func put(_ entry: Entry) {
        arrivals += 1
        let deadline = entry.policy.deadline?.milliseconds ?? .max
        if let key = entry.policy.exclusiveKey, keysInUse.contains(key) {
            waitingForKey[key, default: EarliestFirst()].add(entry, deadline: deadline, arrival: arrivals)
            return
        }
        let (priority, tenant) = (entry.policy.priority, entry.policy.tenant)
        if levels[priority] == nil {
            levels[priority] = Level()
            priorities = levels.keys.sorted(by: >)
        }
        if levels[priority]?.tenants[tenant] == nil {
            levels[priority]?.tenants[tenant] = Tenant()
            levels[priority]?.turns.append(tenant)
        }
        levels[priority]?.tenants[tenant]?.lanes[entry.policy.target, default: EarliestFirst()]
            .add(entry, deadline: deadline, arrival: arrivals)
    }

    /// Chooses the next task, which is under way from here on.
    mutating func next(at now: Timestamp) -> Decision {
        guard underWay < concurrency else { return .rest }
        var wake: Timestamp?
        for priority in priorities {
            // A turn that ends without a task (all of a tenant's wait for limits) goes to the next.
            for _ in 0..<(levels[priority]?.turns.count ?? 0) {
                guard let tenant = levels[priority]?.turns.removeFirst() else { break }
                let (entry, opens) = takeFirst(of: tenant, priority, at: now)
                if let opens { wake = min(wake ?? opens, opens) }
                if levels[priority]?.tenants[tenant] != nil { levels[priority]?.turns.append(tenant) }
                if let entry { return hand(entry) }
            }
            if levels[priority]?.turns.isEmpty == true {
                levels[priority] = nil
                priorities.removeAll { $0 == priority }
            }
        }
        return wake.map { .wait(until: $0) } ?? .rest
    }

    private mutating func hand(_ entry: Entry) -> Decision {
        waiting -= 1
        underWay += 1
        targets[entry.policy.target, default: Target()].underWay += 1
        targets[entry.policy.target]?.bucket?.take()
        if let key = entry.policy.exclusiveKey { keysInUse.insert(key) }
        return .hand(Ticket(target: entry.policy.target, key: entry.policy.exclusiveKey), entry.element)
    }

    /// Takes a tenant's most urgent task that may go now.
    ///
    /// - Returns: Also when a target opens that one of the tenant's waits for.
    private mutating func takeFirst(
        of tenant: String, _ priority: Int, at now: Timestamp
    ) -> (Entry?, opens: Timestamp?) {
        var opens: Timestamp?
        while true {
            var best: (target: String, deadline: Int64, arrival: UInt64)?
            for (target, lane) in levels[priority]?.tenants[tenant]?.lanes ?? [:] {
                guard let first = lane.first else { continue }
                switch opening(of: target, at: now) {
                case nil: continue
                case let moment? where moment > now: opens = min(opens ?? moment, moment)
                case .some:
                    if best.map({ (first.deadline, first.arrival) < ($0.deadline, $0.arrival) }) ?? true {
                        best = (target, first.deadline, first.arrival)
                    }
                }
            }
            guard let best, let entry = take(from: best.target, of: tenant, priority) else { return (nil, opens) }
            guard let key = entry.policy.exclusiveKey, keysInUse.contains(key) else { return (entry, opens) }
            // The key was taken after this one had come: it waits with the others.
            waitingForKey[key, default: EarliestFirst()]
                .add(entry, deadline: best.deadline, arrival: best.arrival)
        }
    }

    private mutating func take(from target: String, of tenant: String, _ priority: Int) -> Entry? {
        let entry = levels[priority]?.tenants[tenant]?.lanes[target]?.takeFirst()
        if levels[priority]?.tenants[tenant]?.lanes[target]?.isEmpty == true {
            levels[priority]?.tenants[tenant]?.lanes[target] = nil
        }
        if levels[priority]?.tenants[tenant]?.lanes.isEmpty == true { levels[priority]?.tenants[tenant] = nil }
        return entry
    }

    /// When a target takes a task: now, later, or (nil) when one that is under way has ended.
    private mutating func opening(of name: String, at now: Timestamp) -> Timestamp? {
        guard let limit = limits[name] else { return now }
        var target = targets[name] ?? Target()
        if let concurrency = limit.concurrency, target.underWay >= concurrency { return nil }
        guard let perSecond = limit.perSecond else { return now }
        var bucket = target.bucket ?? TokenBucket(perSecond: perSecond, at: now)
        let moment = bucket.available(at: now)
        target.bucket = bucket
        targets[name] = target
        return moment
    }

    /// Takes note that a task has ended.
    mutating func finish(_ ticket: Ticket) {
        underWay -= 1
        if var target = targets[ticket.target] {
            target.underWay -= 1
            targets[ticket.target] = target.underWay == 0 && target.bucket == nil ? nil : target
        }
        guard let key = ticket.key else { return }
        keysInUse.remove(key)
        // The most urgent of those that wait goes back to its lane; whoever takes the key lets go of the next.
        if let entry = waitingForKey[key]?.takeFirst() { put(entry) }
        if waitingForKey[key]?.isEmpty == true { waitingForKey[key] = nil }
    }
}
