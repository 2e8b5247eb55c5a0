/// A task that a worker of an activity was given.
struct ActivityTask: Hashable, Sendable {
    let token: String
    let input: String
}
