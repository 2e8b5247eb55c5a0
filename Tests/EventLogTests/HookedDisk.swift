import Synchronization

@testable import EventLog

/// The machine's disk, on which a test stops or fails what it wants.
final class HookedDisk: LogDisk {
    struct Hooks: Sendable {
        /// Before a write: how many of its bytes are written before it fails, and how. nil lets it through.
        var write: @Sendable (_ path: String, _ count: Int) -> (written: Int, error: EventLogError)? = { _, _ in nil }
        /// Before a sync: how it fails. nil lets it through.
        var sync: @Sendable (_ path: String) -> EventLogError? = { _ in nil }
        /// Before a file is made: how that fails. nil lets it through.
        var create: @Sendable (_ path: String) -> EventLogError? = { _ in nil }
        /// Before a file is opened: how that fails. nil lets it through.
        var open: @Sendable (_ path: String) -> EventLogError? = { _ in nil }
    }

    private let hooks = Mutex(Hooks())
    private let disk = SystemDisk()

    func set(_ change: (inout Hooks) -> Void) { hooks.withLock { change(&$0) } }

    var current: Hooks { hooks.withLock { $0 } }

    func create(_ path: String) throws(EventLogError) -> any LogFile {
        if path.hasSuffix(".log"), let error = current.create(path) { throw error }
        return HookedFile(file: try disk.create(path), disk: self)
    }

    func open(_ path: String, for access: LogFileAccess) throws(EventLogError) -> any LogFile {
        if let error = current.open(path) { throw error }
        return HookedFile(file: try disk.open(path, for: access), disk: self)
    }

    func names(in folder: String) -> [String] { disk.names(in: folder) }
    func makeFolder(_ path: String) throws(EventLogError) { try disk.makeFolder(path) }
    func remove(_ path: String) { disk.remove(path) }
}
