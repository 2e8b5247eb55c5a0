/// The bounds under which the instances of one service run.
package struct ServiceLimits: Sendable, Equatable {
    /// Resident bytes; an instance that stays above is replaced.
    package var memoryBytes: Int
    /// The time a new instance has to become ready.
    package var ready: Duration
    /// The time an old instance has to finish its requests after SIGTERM.
    package var drain: Duration
    package var restart: RestartPolicy

    /// The defaults: instances need some 40 MB and are ready in under a second, so these bounds are met only by faults.
    package init(
        memoryBytes: Int = 256 << 20, ready: Duration = .seconds(20), drain: Duration = .seconds(10),
        restart: RestartPolicy = RestartPolicy()
    ) {
        self.memoryBytes = memoryBytes
        self.ready = ready
        self.drain = drain
        self.restart = restart
    }
}
