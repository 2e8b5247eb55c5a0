/// A task that is under way; to be given back when it ends, or when it was refused elsewhere.
struct DispatchTicket: Hashable, Sendable {
    var policy: DispatchPolicy
    /// Its place in the order of arrival.
    let arrival: UInt64

    /// The target that the queue counts it for.
    var target: String { policy.isResumed ? "" : policy.target }
    /// The key for which the queue lets it wait.
    var key: String? { policy.isResumed ? nil : policy.exclusiveKey }
}
