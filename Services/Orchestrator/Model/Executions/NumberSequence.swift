import MeshCore

/// Makes the numbers of a shard's executions and map runs: they grow with the time of their making, and no two shards
/// make the same.
///
/// A number has 41 bits of milliseconds, 18 that count on within one, and 4 of the shard.
struct NumberSequence: Sendable {
    static let shardBits: Int64 = 4
    private static let countBits: Int64 = 18

    private let shard: Int64
    private var last: Int64

    /// - Parameter last: The greatest number that anybody has made, should the clock have gone back since.
    init(shard: Int64, after last: Int64) {
        precondition((0..<1 << Self.shardBits).contains(shard), "a number has no room for shard \(shard)")
        self.shard = shard
        self.last = last >> Self.shardBits
    }

    mutating func next(at now: Timestamp) -> Int64 {
        last = max(last + 1, now.milliseconds << Self.countBits)
        return last << Self.shardBits | shard
    }
}
