/// What `/proc/PID/stat` says of a process (proc(5)).
package struct ProcessReading: Sendable, Equatable {
    package var identity: ProcessIdentity
    package var parent: Int32
    /// The pid of the leader of its session, which is the instance's first process.
    package var session: Int32
    /// `R`, `S`, `D`, `T` (stopped), `Z` (ended, not yet waited for) …
    package var state: Character
    package var cpuTicks: UInt64
    package var residentPages: UInt64

    /// Stopped by a signal, or by a tracer.
    package var isPaused: Bool { state == "T" || state == "t" }
    package var isZombie: Bool { state == "Z" || state == "X" }

    /// Reads a line of `/proc/PID/stat`. The name in its second field may hold blanks and parentheses, so that fields are
    /// counted from the last one that closes.
    package init?(stat line: String) {
        guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")") else { return nil }
        let rest = line[line.index(after: close)...].split(whereSeparator: \.isWhitespace)
        // Numbers of the manual less 3: the state is field 3.
        guard rest.count > 21, let pid = Int32(line[..<open].trimmingBlanks), let state = rest[0].first,
            let parent = Int32(rest[1]), let session = Int32(rest[3]), let user = UInt64(rest[11]),
            let system = UInt64(rest[12]),
            let start = UInt64(rest[19]), let resident = UInt64(rest[21])
        else { return nil }
        identity = ProcessIdentity(pid: pid, startTicks: start)
        self.parent = parent
        self.session = session
        self.state = state
        cpuTicks = user + system
        residentPages = resident
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    }
}
