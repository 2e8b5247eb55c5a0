/// The times that every instance's life is measured by.
package struct InstanceTimes: Sendable, Equatable {
    /// The time to become ready.
    package var ready: Duration
    /// The time between leaving the endpoint table and SIGTERM: a table is everywhere within 100 ms, and a request that
    /// was sent just before needs a moment to arrive.
    package var propagation: Duration
    /// The time between SIGTERM and SIGKILL.
    package var drain: Duration
    /// The time after which an instance that answers no probe is killed: longer than any pause that ends by itself.
    package var liveness: Duration
    /// As many unanswered probes in a row take an instance out of the table: one may be bad luck.
    package var unreachableProbes: Int

    package init(
        ready: Duration = .seconds(20), propagation: Duration = .milliseconds(200), drain: Duration = .seconds(10),
        liveness: Duration = .seconds(30), unreachableProbes: Int = 3
    ) {
        self.ready = ready
        self.propagation = propagation
        self.drain = drain
        self.liveness = liveness
        self.unreachableProbes = unreachableProbes
    }
}
