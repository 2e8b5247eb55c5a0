import DequeModule
import MeshCore

/// Tasks that wait to be handed out, and the rules by which the next one is chosen.
///
/// A higher priority goes first. Within a priority tenants take turns, so that one with a million tasks delays the others by
/// one at a time. Within a tenant the task with the earliest deadline goes first. A task whose target is at its limits, or
/// whose key is in use, holds up nobody but those of the same target or key, and costs nothing while it waits: its lane is
/// parked until the target opens.
struct TaskQueue<Element: Sendable>: Sendable {
    typealias Ticket = DispatchTicket

    /// What to do next.
    enum Decision {
        case hand(Ticket, Element)
        /// Nothing before this moment, unless something ends or comes.
        case wait(until: Timestamp)
        /// Nothing until something ends or comes.
        case rest
    }

    private struct Entry: Sendable {
        let element: Element
        var ticket: Ticket

        var deadline: Int64 { ticket.policy.deadline?.milliseconds ?? .max }
    }

    private let concurrency: Int
    private var levels: [Int: TaskLane.Level<Entry>] = [:]
    /// The priorities of the levels, the highest first.
    private var priorities: [Int] = []
    /// The targets that have limits.
    private var targets: [String: TaskLane.Target]
    /// Keys that a task has, here or elsewhere.
    private var takenKeys: Set<String> = []
    private var waitingForKey: [String: EarliestFirst<Entry>] = [:]
    /// When gates open by themselves.
    private var openings: [DispatchGate: Timestamp] = [:]
    private var firstOpening: Timestamp?
    private var arrivals: UInt64 = 0
    private(set) var underWay = 0
    private(set) var waiting = 0

    /// - Parameters:
    ///   - limits: Of the targets that have any.
    ///   - concurrency: How many tasks may be under way in all.
    init(limits: [String: DispatchLimit] = [:], concurrency: Int) {
        targets = limits.mapValues(TaskLane.Target.init)
        self.concurrency = concurrency
    }

    // MARK: - Coming

    /// Adds a task.
    mutating func add(_ element: Element, _ policy: DispatchPolicy) {
        waiting += 1
        arrivals += 1
        put(Entry(element: element, ticket: Ticket(policy: policy, arrival: arrivals)))
    }

    private mutating func put(_ entry: Entry) {
        let policy = entry.ticket.policy
        if let key = entry.ticket.key, takenKeys.contains(key) {
            waitingForKey[key, default: EarliestFirst()]
                .add(entry, deadline: entry.deadline, arrival: entry.ticket.arrival)
            return
        }
        if levels[policy.priority] == nil {
            levels[policy.priority] = TaskLane.Level()
            priorities = levels.keys.sorted(by: >)
        }
        levels[policy.priority]?.tenants[policy.tenant, default: TaskLane.Tenant()]
            .lanes[entry.ticket.target, default: EarliestFirst()]
            .add(entry, deadline: entry.deadline, arrival: entry.ticket.arrival)
        if levels[policy.priority]?.tenants[policy.tenant]?.parked.contains(entry.ticket.target) == false {
            giveTurn(to: policy.tenant, policy.priority)
        }
    }

    private mutating func giveTurn(to tenant: String, _ priority: Int) {
        guard levels[priority]?.tenants[tenant]?.hasTurn == false else { return }
        levels[priority]?.tenants[tenant]?.hasTurn = true
        levels[priority]?.turns.append(tenant)
    }

    // MARK: - Going

    /// Chooses the next task, which is under way from here on.
    mutating func next(at now: Timestamp) -> Decision {
        open(at: now)
        guard underWay < concurrency else { return .rest }
        for priority in priorities {
            while let tenant = levels[priority]?.turns.popFirst() {
                levels[priority]?.tenants[tenant]?.hasTurn = false
                guard let entry = takeFirst(of: tenant, priority, at: now) else {
                    settle(tenant, priority)
                    continue
                }
                begin(entry)
                let target = entry.ticket.target
                // Who got the last place joins those that wait for the next one, behind them.
                if hasLane(target, of: tenant, priority), hasParked(target), !isOpen(target, at: now) {
                    park(target, of: tenant, priority)
                }
                settle(tenant, priority)
                unpark(target, at: now)
                return .hand(entry.ticket, entry.element)
            }
        }
        return firstOpening.map { .wait(until: max($0, now)) } ?? .rest
    }

    private func hasLane(_ target: String, of tenant: String, _ priority: Int) -> Bool {
        levels[priority]?.tenants[tenant]?.lanes[target] != nil
    }

    private func hasParked(_ target: String) -> Bool {
        targets[target]?.parked.isEmpty == false
    }

    /// Gives a tenant another turn if it has a lane that is not parked, and forgets it if it has none at all.
    private mutating func settle(_ tenant: String, _ priority: Int) {
        guard let known = levels[priority]?.tenants[tenant] else { return }
        if known.lanes.count > known.parked.count {
            giveTurn(to: tenant, priority)
        } else if known.lanes.isEmpty {
            levels[priority]?.tenants[tenant] = nil
            guard levels[priority]?.tenants.isEmpty == true else { return }
            levels[priority] = nil
            priorities.removeAll { $0 == priority }
        }
    }

    private mutating func begin(_ entry: Entry) {
        waiting -= 1
        underWay += 1
        let target = entry.ticket.target
        targets[target]?.underWay += 1
        targets[target]?.bucket?.take()
        if let key = entry.ticket.key { takenKeys.insert(key) }
    }

    /// Takes a tenant's most urgent task that may go now, and parks its lanes that may not.
    private mutating func takeFirst(of tenant: String, _ priority: Int, at now: Timestamp) -> Entry? {
        while true {
            var best: TaskLane.Head?
            for head in levels[priority]?.tenants[tenant]?.heads ?? [] {
                guard isOpen(head.target, at: now) else {
                    park(head.target, of: tenant, priority)
                    continue
                }
                if best.map({ head.precedes($0) }) ?? true { best = head }
            }
            guard let best, let entry = take(from: best.target, of: tenant, priority) else { return nil }
            guard let key = entry.ticket.key, takenKeys.contains(key) else { return entry }
            // The key was taken after this one had come: it waits with the others, and leaves its place to another lane.
            put(entry)
            unpark(best.target, at: now)
        }
    }

    private mutating func take(from target: String, of tenant: String, _ priority: Int) -> Entry? {
        let entry = levels[priority]?.tenants[tenant]?.lanes[target]?.takeFirst()
        if levels[priority]?.tenants[tenant]?.lanes[target]?.isEmpty == true {
            levels[priority]?.tenants[tenant]?.lanes[target] = nil
        }
        return entry
    }

    // MARK: - Gates

    private mutating func isOpen(_ target: String, at now: Timestamp) -> Bool {
        guard let moment = targets[target]?.opening(at: now) else { return targets[target] == nil }
        guard moment > now else { return true }
        openLater(.target(target), at: moment)
        return false
    }

    private mutating func openLater(_ gate: DispatchGate, at moment: Timestamp) {
        openings[gate] = moment
        firstOpening = min(firstOpening ?? moment, moment)
    }

    private mutating func park(_ target: String, of tenant: String, _ priority: Int) {
        levels[priority]?.tenants[tenant]?.parked.insert(target)
        targets[target]?.parked[priority, default: []].append(tenant)
    }

    /// Lets one parked lane of a target back into the turns, if the target is open.
    private mutating func unpark(_ target: String, at now: Timestamp) {
        guard hasParked(target), isOpen(target, at: now),
            let (priority, tenant) = targets[target]?.takeParked()
        else { return }
        levels[priority]?.tenants[tenant]?.parked.remove(target)
        giveTurn(to: tenant, priority)
    }

    /// Opens the gates whose moment has come.
    private mutating func open(at now: Timestamp) {
        guard let firstOpening, firstOpening <= now else { return }
        for (gate, moment) in openings where moment <= now {
            openings[gate] = nil
            switch gate {
            case .target(let target): unpark(target, at: now)
            case .key(let key): free(key)
            }
        }
        self.firstOpening = openings.values.min()
    }

    /// Lets the most urgent task that waits for a key go back to its lane; whoever takes the key lets go of the next.
    private mutating func free(_ key: String) {
        takenKeys.remove(key)
        openings[.key(key)] = nil
        guard let entry = waitingForKey[key]?.takeFirst() else { return }
        if waitingForKey[key]?.isEmpty == true { waitingForKey[key] = nil }
        put(entry)
    }

    // MARK: - Ending

    /// Takes note that a task has ended.
    mutating func finish(_ ticket: Ticket, at now: Timestamp) {
        underWay -= 1
        targets[ticket.target]?.underWay -= 1
        unpark(ticket.target, at: now)
        if let key = ticket.key { free(key) }
    }

    /// Puts a task back to its place that somebody else's tasks leave no room for now.
    ///
    /// - Parameters:
    ///   - gate: What others have.
    ///   - moment: When it may be tried again, unless ``reopen(at:)`` comes first.
    mutating func refuse(_ ticket: Ticket, _ element: Element, for gate: DispatchGate, until moment: Timestamp) {
        underWay -= 1
        waiting += 1
        targets[ticket.target]?.underWay -= 1
        targets[ticket.target]?.bucket?.giveBack()
        if let key = ticket.key { takenKeys.remove(key) }
        var entry = Entry(element: element, ticket: ticket)
        entry.ticket.policy.isResumed = false
        openLater(gate, at: moment)
        switch gate {
        case .target(let target):
            targets[target]?.closedUntil = moment
            put(entry)
            if let key = ticket.key { free(key) }
        case .key(let key):
            takenKeys.insert(key)
            put(entry)
            // Its place at the target is free again for who waits there.
            if hasParked(ticket.target) { openLater(.target(ticket.target), at: Timestamp(milliseconds: 0)) }
        }
    }

    /// Tries again what others had: they have let go of something.
    mutating func reopen(at now: Timestamp) {
        guard !openings.isEmpty else { return }
        openings = openings.mapValues { _ in now }
        firstOpening = now
        for name in targets.keys { targets[name]?.closedUntil = nil }
    }
}
