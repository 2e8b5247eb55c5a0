/// Which invocation that waits for a process, counted from 1.
struct WaiterID: Sendable, Hashable {
    let number: Int
}
