/// The processes of a pool, counted.
struct PoolCounts: Sendable, Equatable {
    var processes: Int
    var idle: Int
    var busy: Int
    var waiting: Int
}
