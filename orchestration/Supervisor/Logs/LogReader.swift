import MeshCore

/// Reads the logs of a mesh as one: its instances', those that come later too, and the supervisor's.
struct LogReader {
    private let logs: InstanceLogs
    private let service: String?
    private let clock: any WallClock
    private var followers: [String: LogFollower] = [:]
    private var merge = LogMerge()

    /// - Parameter service: A service's name, or the supervisor's; nil for all.
    init(_ logs: InstanceLogs, service: String?, clock: any WallClock = SystemWallClock()) {
        self.logs = logs
        self.service = service
        self.clock = clock
    }

    /// Whether there is any.
    ///
    /// - Throws: What the file system throws.
    func hasLogs() throws -> Bool { try !sources().isEmpty }

    /// The last lines of all logs together; ``next()`` goes on behind them.
    ///
    /// - Throws: What the file system throws.
    mutating func last(_ count: Int) throws -> [LogEntry] {
        for (name, file) in try sources() {
            followers[name] = LogFollower(file, last: count)
            read(name)
            merge.keep(last: count)
        }
        return merge.take(until: clock.now())
    }

    /// The lines that have come meanwhile.
    ///
    /// - Throws: What the file system throws.
    mutating func next() throws -> [LogEntry] {
        let now = clock.now()
        let sources = try sources()
        followers = followers.filter { sources[$0.key] != nil }
        for (name, file) in sources {
            if followers[name] == nil { followers[name] = LogFollower(file, last: .max) }
            read(name)
        }
        return merge.take(until: now)
    }

    private mutating func read(_ name: String) {
        while let lines = followers[name]?.newLines(), !lines.isEmpty {
            merge.append(lines, from: name, readAt: clock.now())
        }
    }

    private func sources() throws -> [String: LogFile] {
        var files: [String: LogFile] = [:]
        for entry in try logs.entries(service: service) { files[entry.instance.text] = entry.file }
        let supervisor = LogFile(path: logs.folder.supervisorLog)
        if service == nil || service == MeshManifest.supervisorName, supervisor.size > 0 {
            files[MeshManifest.supervisorName] = supervisor
        }
        return files
    }
}
