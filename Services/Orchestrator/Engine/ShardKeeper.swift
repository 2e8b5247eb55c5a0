import Logging
import MeshCore
import MeshStore

/// Holds this instance's share of the shards: takes those of instances that have died, within a third of a second when the
/// process is gone and within the term when it hangs, and gives some up when another instance comes.
actor ShardKeeper {
    /// How often the others are looked at: what a death costs at most before it is seen.
    private static let interval: Duration = .milliseconds(250)
    /// How often an instance says that it lives.
    private static let renewal: Duration = .milliseconds(800)
    /// How long an instance that says nothing is believed to live, provided that its process does.
    private static let term: Duration = .seconds(4)
    /// An instance that looked so long ago was itself away.
    private static let absence: Duration = .seconds(2)

    private let owner: String
    private let environment: EngineEnvironment
    private let bells: any InstanceBells
    private let isAlive: @Sendable (String) -> Bool
    private let alarm = Alarm()
    private var held: [Int64: (lease: ShardLease, shard: ExecutionShard)] = [:]
    private var renewedAt: Timestamp?
    private var lookedAt: Timestamp?
    /// When this instance last came back after it had been away itself, as when the machine sleeps: what it did not hear in
    /// that time says nothing about the others, who have been away with it.
    private var wokeAt: Timestamp?

    /// - Parameters:
    ///   - owner: This instance, unique to the process.
    ///   - isAlive: Whether the process of an instance runs.
    init(
        owner: String, environment: EngineEnvironment, bells: any InstanceBells,
        isAlive: @escaping @Sendable (String) -> Bool
    ) {
        self.owner = owner
        self.environment = environment
        self.bells = bells
        self.isAlive = isAlive
    }

    /// Holds shards and runs them until the task is cancelled; then gives them up.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        do {
            try await withThrowingDiscardingTaskGroup { group in
                while true {
                    let taken = await look()
                    for shard in taken {
                        group.addTask { try await self.run(shard) }
                    }
                    try await alarm.wait(atMost: Self.interval, on: environment.pauses)
                }
            }
        } catch {
            // In a task of its own, because this one has been cancelled and the others would wait for the term.
            await Task { await self.leave() }.value
            throw error
        }
    }

    /// Looks at once: somebody came, or gave up shards.
    nonisolated func lookNow() { alarm.ring() }

    private func run(_ shard: ExecutionShard) async throws {
        let number = shard.lease.shard
        do {
            try await shard.run()
        } catch let error as CancellationError {
            throw error
        } catch {
            environment.logger.error("Shard failed", metadata: ["shard": "\(number)", "error": "\(error)"])
            await shard.close()
        }
        await handBack(shard.lease)
    }

    /// Lets go of a shard that has ended by itself, so that it is taken anew, by whomever.
    private func handBack(_ lease: ShardLease) async {
        guard held[lease.shard]?.lease == lease else { return }
        held[lease.shard] = nil
        environment.switchboard.remove(lease.shard)
        do {
            try await environment.store.release([lease])
        } catch {
            // It is still ours then, and nobody runs it: the next look finds that out.
            environment.logger.warning("Failed to hand back a shard", metadata: ["error": "\(error)"])
        }
    }

    /// Takes and gives up shards as the moment asks for.
    private func look() async -> [ExecutionShard] {
        do {
            let now = environment.clock.now()
            noteLook(at: now)
            try await renew(at: now)
            let instances = try environment.store.instances()
            let living = instances.filter { isLiving($0, at: now) }
            bells.setPeers(living.filter { $0.owner != owner }.map(\.bell))
            let holdings = try environment.store.holdings()
            await dropLost(holdings)
            let plan = ShardPlan(holdings.map(withoutIdle), living: Set(living.map(\.owner)), own: owner)
            if !plan.release.isEmpty { try await giveUp(plan.release) }
            let gone = instances.filter { !isLiving($0, at: now) }.map(\.owner)
            // Those that we are said to have are ours to run, or to give up when the next look finds them too many: nobody
            // else takes them.
            let wanted = plan.take + holdings.filter { isIdle($0) && !plan.take.map(\.shard).contains($0.shard) }
            guard !wanted.isEmpty || !gone.isEmpty else { return [] }
            let leases = try await environment.store.take(wanted, for: owner, gone: gone)
            // Read before any of them begins: when it fails, all of them are idle still, and the next look takes them.
            let lastNumber = try environment.store.lastNumber()
            return leases.map { begin($0, after: lastNumber) }
        } catch {
            environment.logger.warning("Failed to look after shards", metadata: ["error": "\(error)"])
            return []
        }
    }

    /// A shard that is said to be ours and that we do not run is there to be taken.
    private func withoutIdle(_ holding: ShardPlan.Holding) -> ShardPlan.Holding {
        isIdle(holding) ? ShardPlan.Holding(shard: holding.shard, owner: nil) : holding
    }

    private func isIdle(_ holding: ShardPlan.Holding) -> Bool {
        holding.owner == owner && held[holding.shard] == nil
    }

    private func isLiving(_ instance: InstanceRecord, at now: Timestamp) -> Bool {
        if instance.owner == owner { return true }
        // A clock that was set back must not make the dead live for long, nor one set forward kill the living: their
        // process is asked first.
        guard isAlive(instance.owner) else { return false }
        return [instance.seenAt, wokeAt].compactMap(\.self).contains { Self.isWithin(Self.term, $0, now) }
    }

    private static func isWithin(_ limit: Duration, _ moment: Timestamp, _ now: Timestamp) -> Bool {
        abs(now.milliseconds - moment.milliseconds) < limit.wholeMilliseconds
    }

    private func noteLook(at now: Timestamp) {
        if let lookedAt, !Self.isWithin(Self.absence, lookedAt, now) { wokeAt = now }
        lookedAt = now
    }

    private func renew(at now: Timestamp) async throws {
        if let renewedAt, renewedAt + Self.renewal > now, now >= renewedAt { return }
        try await environment.store.announce(InstanceRecord(owner: owner, bell: bells.port, seenAt: now))
        if renewedAt == nil {
            bells.setPeers(try environment.store.instances().filter { $0.owner != owner }.map(\.bell))
            bells.ring(.shards)
        }
        renewedAt = now
    }

    private func begin(_ lease: ShardLease, after lastNumber: Int64) -> ExecutionShard {
        let shard = ExecutionShard(
            lease: lease, lastNumber: lastNumber, environment: environment,
            randomness: environment.randomness.apart(for: lease))
        held[lease.shard] = (lease, shard)
        environment.switchboard.add(shard, number: lease.shard)
        environment.logger.debug("Took shard", metadata: ["shard": "\(lease.shard)", "fence": "\(lease.fence)"])
        return shard
    }

    /// Lets go of shards that others have taken while we were not looking.
    private func dropLost(_ holdings: [ShardPlan.Holding]) async {
        for holding in holdings where holding.owner != owner {
            guard let lost = held.removeValue(forKey: holding.shard) else { continue }
            environment.switchboard.remove(holding.shard)
            await lost.shard.close()
        }
    }

    private func giveUp(_ shards: [Int64]) async throws {
        let given = shards.compactMap { held.removeValue(forKey: $0) }
        for (lease, shard) in given {
            environment.switchboard.remove(lease.shard)
            await shard.closeAndDrain()
        }
        try await environment.store.release(given.map(\.lease))
        bells.ring(.shards)
    }

    private func leave() async {
        for (lease, shard) in held.values {
            environment.switchboard.remove(lease.shard)
            await shard.close()
        }
        do {
            try await environment.store.release(held.values.map(\.lease), leaving: owner)
        } catch {
            environment.logger.warning("Failed to give up shards", metadata: ["error": "\(error)"])
        }
        held = [:]
        bells.ring(.shards)
    }
}
