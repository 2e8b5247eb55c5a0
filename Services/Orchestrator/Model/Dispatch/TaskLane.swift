import DequeModule
import MeshCore

/// What a ``TaskQueue`` is made of: lanes of tasks that wait for the same target, and who has which turn.
enum TaskLane {
    /// The waiting tasks of a tenant, a lane for each target.
    struct Tenant<Entry: Sendable>: Sendable {
        var lanes: [String: EarliestFirst<Entry>] = [:]
        /// Lanes whose targets are closed. They are out of the turns until their targets open.
        var parked: Set<String> = []
        /// Whether it has its place in the turns of its priority.
        var hasTurn = false

        /// The first tasks of the lanes that are not parked.
        var heads: [Head] {
            lanes.compactMap { target, lane in
                guard !parked.contains(target), let first = lane.first else { return nil }
                return Head(target: target, deadline: first.deadline, arrival: first.arrival)
            }
        }
    }

    /// The first task of a lane.
    struct Head: Sendable {
        let target: String
        let deadline: Int64
        let arrival: UInt64

        func precedes(_ other: Head) -> Bool {
            (deadline, arrival) < (other.deadline, other.arrival)
        }
    }

    /// The tenants of a priority, in the order of their turns.
    struct Level<Entry: Sendable>: Sendable {
        var tenants: [String: Tenant<Entry>] = [:]
        var turns: Deque<String> = []
    }

    /// How much of a target is in use, and who waits for it.
    struct Target: Sendable {
        let limit: DispatchLimit
        var underWay = 0
        var bucket: TokenBucket?
        /// Until then it takes nothing, since others have all of it.
        var closedUntil: Timestamp?
        /// The tenants with a parked lane, by priority.
        var parked: [Int: Deque<String>] = [:]

        init(_ limit: DispatchLimit) {
            self.limit = limit
        }

        /// When it takes a task: now, later, or (nil) when one that is under way has ended.
        mutating func opening(at now: Timestamp) -> Timestamp? {
            if let concurrency = limit.concurrency, underWay >= concurrency { return nil }
            var moment = now
            if let closedUntil, closedUntil > now { moment = closedUntil } else { closedUntil = nil }
            guard let perSecond = limit.perSecond else { return moment }
            var bucket = bucket ?? TokenBucket(perSecond: perSecond, at: now)
            moment = max(moment, bucket.available(at: now))
            self.bucket = bucket
            return moment
        }

        /// The tenant of the highest priority that has waited longest.
        mutating func takeParked() -> (priority: Int, tenant: String)? {
            guard let priority = parked.keys.max(), let tenant = parked[priority]?.popFirst() else { return nil }
            if parked[priority]?.isEmpty == true { parked[priority] = nil }
            return (priority, tenant)
        }
    }
}
