/// Names a request that waits for its group.
struct WaiterID: Hashable, Sendable {
    let number: Int64
}
