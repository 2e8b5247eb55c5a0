/// What a supervisor is started with, and the bounds of its own work.
package struct SupervisorConfiguration: Sendable {
    package var folder: DataFolder
    package var manifest: MeshManifest
    /// Where the executables of the services are looked for.
    package var executables: String

    /// How often the machines are told the time: the finest step of any wait.
    package var tick: Duration = .milliseconds(25)
    /// How often an instance that is not ready yet is asked: it is in the table this much later than it could be.
    package var eagerProbe: Duration = .milliseconds(25)
    /// How often a ready instance is asked. Callers notice a dead one by themselves; this finds one that says it is not ready.
    package var probe: Duration = .milliseconds(500)
    /// An instance that does not answer for so long counts as unreachable.
    package var probeTimeout: Duration = .seconds(1)
    /// How often the kernel is asked for memory, processor time and state.
    package var sampling: Duration = .milliseconds(500)
    /// How often an instance's metrics are read, for the rates of status.
    package var scraping: Duration = .seconds(2)
    /// Metrics longer than that are not read: ten times what a service with many routes has.
    package var scrapeLimit = 4 << 20
    /// Readings above the memory limit in a row before an instance is replaced: a peak is no leak.
    package var memoryStrikes = 10
    /// How often logs are rotated and certificates renewed.
    package var housekeeping: Duration = .seconds(5)
    /// Watchers of the endpoint table: every instance has one, and a few tools.
    package var watcherLimit = 256
    /// How often a watcher hears something even when nothing changes, so that it notices a dead supervisor.
    package var heartbeat: Duration = .seconds(5)
    /// Log files of ended instances that are kept for each service.
    package var keptLogs = 10
    /// Lines of its log that are shown for an instance that failed.
    package var shownLogLines = 15
    /// Instances of one service at most.
    package var instanceLimit = 16
    /// What instances are told that would have been told nothing by the environment.
    package var fallbacks: [String: String] = [:]

    package init(folder: DataFolder, manifest: MeshManifest, executables: String) {
        self.folder = folder
        self.manifest = manifest
        self.executables = executables
    }
}
