package import MeshCore

/// One of a service's places: it is filled by one instance after the other, with two of them only while one replaces the other.
package struct Slot: Sendable, Equatable {
    /// From 1.
    package let index: Int
    /// What the next instance in it will run.
    package var version: Version
    /// The instance that holds the place: it is in the endpoint table while it is ready.
    package var incumbent: InstanceID?
    /// The instance that is proving itself to replace the incumbent; never in the table.
    package var candidate: InstanceID?
    /// When the next instance starts; nil when nothing waits.
    package var restartAt: MonotonicInstant?
    /// Starts after a death, in this slot, since the mesh came up.
    package var restarts = 0
    package var loop: CrashLoop

    package init(index: Int, version: Version, policy: RestartPolicy) {
        self.index = index
        self.version = version
        loop = CrashLoop(policy: policy)
    }
}
