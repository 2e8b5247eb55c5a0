@testable import EventLog

/// A file of a ``HookedDisk``.
struct HookedFile: LogFile {
    let file: any LogFile
    let disk: HookedDisk

    var path: String { file.path }

    func length() throws(EventLogError) -> Int { try file.length() }

    func read(at position: Int, count: Int) throws(EventLogError) -> [UInt8] {
        try file.read(at: position, count: count)
    }

    func write(_ bytes: [UInt8], at position: Int) throws(EventLogError) {
        if path.hasSuffix(".log"), let (written, error) = disk.current.write(path, bytes.count) {
            try file.write(Array(bytes.prefix(written)), at: position)
            throw error
        }
        try file.write(bytes, at: position)
    }

    func sync() throws(EventLogError) {
        if let error = disk.current.sync(path) { throw error }
        try file.sync()
    }

    func truncate(to length: Int) throws(EventLogError) { try file.truncate(to: length) }
}
