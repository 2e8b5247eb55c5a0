import MeshCore
import Synchronization

/// Connects the shards of this instance with each other, with who waits for something of them, and with the shards of
/// other instances.
final class Switchboard: Sendable {
    private struct State {
        var shards: [Int64: ExecutionShard] = [:]
        var owned: [ExecutionShard] = []
        var turn = 0
        var pollers: [News: [UInt64: AsyncStream<Void>.Continuation]] = [:]
        var lastPoller: UInt64 = 0
    }

    /// What somebody may wait for.
    enum News: Hashable {
        /// An activity has a task.
        case task(activity: Int64)
        /// An execution that this instance runs has ended.
        case end(execution: Int64)
    }

    private let state = Mutex(State())
    /// Tells other instances that there is something to be looked at.
    private let bells: any InstanceBells

    init(bells: any InstanceBells) {
        self.bells = bells
    }

    func add(_ shard: ExecutionShard, number: Int64) {
        state.withLock { state in
            state.shards[number] = shard
            state.owned = state.shards.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    func remove(_ number: Int64) {
        state.withLock { state in
            state.shards[number] = nil
            state.owned = state.shards.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// The shard of a number; nil when another instance holds it.
    func shard(_ number: Int64) -> ExecutionShard? {
        state.withLock { $0.shards[number] }
    }

    /// The shard of an execution; nil when another instance holds it.
    func shard(of execution: Int64) -> ExecutionShard? {
        shard(execution & ((1 << NumberSequence.shardBits) - 1))
    }

    /// The shard for a new execution: each in its turn.
    ///
    /// - Throws: ``OrchestratorError/notReady`` when this instance holds none.
    func nextShard() throws(OrchestratorError) -> ExecutionShard {
        let shard = state.withLock { state -> ExecutionShard? in
            guard !state.owned.isEmpty else { return nil }
            state.turn += 1
            return state.owned[state.turn % state.owned.count]
        }
        guard let shard else { throw .notReady }
        return shard
    }

    var heldShards: Set<Int64> { state.withLock { Set($0.shards.keys) } }

    // MARK: - Telling

    /// Says that a shard has mail: to the shard itself, or to all other instances.
    func tellShard(_ number: Int64) {
        guard let shard = shard(number) else {
            bells.ring(.mail)
            return
        }
        shard.announceMail()
    }

    /// Says to all shards of this instance that they may have mail.
    func announceMail() {
        for shard in state.withLock({ $0.owned }) { shard.announceMail() }
    }

    /// Says that an activity has a task, to who polls for it here and elsewhere.
    func tellActivity(_ activity: Int64) {
        wakePollers(of: .task(activity: activity))
        bells.ring(.activity(activity))
    }

    /// Wakes who waits for news in this instance.
    func wakePollers(of news: News) {
        for poller in state.withLock({ Array(($0.pollers[news] ?? [:]).values) }) { poller.yield() }
    }

    /// Is told whenever there may be news, until it is given back.
    func follow(_ news: News) -> Follower {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.lastPoller += 1
            state.pollers[news, default: [:]][state.lastPoller] = continuation
            return state.lastPoller
        }
        return Follower(news: news, number: number, stream: stream, continuation: continuation)
    }

    func unfollow(_ follower: Follower) {
        state.withLock { state in
            state.pollers[follower.news]?[follower.number] = nil
            if state.pollers[follower.news]?.isEmpty == true { state.pollers[follower.news] = nil }
        }
    }

    /// Who waits for news.
    struct Follower {
        let news: News
        fileprivate let number: UInt64
        let stream: AsyncStream<Void>
        let continuation: AsyncStream<Void>.Continuation
    }
}
