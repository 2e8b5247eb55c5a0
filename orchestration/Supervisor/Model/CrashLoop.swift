/// Counts the failures of one slot in a row, and says how long the next start waits.
package struct CrashLoop: Sendable, Equatable {
    package let policy: RestartPolicy
    package private(set) var failures = 0

    package init(policy: RestartPolicy) {
        self.policy = policy
    }

    package var isLooping: Bool { failures >= policy.loopAfter }

    /// An instance died that should run.
    ///
    /// A death by SIGKILL after it was ready is somebody's hand, an operator's or the kernel's, and tells nothing of the
    /// program: it is not counted, so that a failover trial does not end in a crash loop.
    ///
    /// - Parameter readyFor: The time from its first readiness to its death; nil when it was never ready.
    /// - Returns: The wait before the next start.
    package mutating func died(_ exit: ProcessExit, readyFor: Duration?) -> Duration {
        if let readyFor {
            if readyFor >= policy.stableAfter { failures = 0 }
            if exit == .signalled(9) { return .zero }
        }
        failures += 1
        return wait
    }

    /// An instance has been ready for ``RestartPolicy/stableAfter``.
    package mutating func becameStable() {
        failures = 0
    }

    private var wait: Duration {
        guard failures > 1 else { return .zero }
        let doublings = min(failures - 2, 30)
        return min(policy.first * (1 << doublings), policy.ceiling)
    }
}
