/// The right to run the executions of a shard.
struct ShardLease: Hashable, Sendable {
    let shard: Int64
    /// It grows with every change of hands; every write of the shard's executions depends on it.
    let fence: Int64
}
