@testable import EventLog

/// The bytes of a segment, without a disk.
struct MemoryFile: LogFile {
    let bytes: [UInt8]
    var path: String { "memory" }

    func length() -> Int { bytes.count }
    func read(at position: Int, count: Int) -> [UInt8] { Array(bytes.dropFirst(position).prefix(count)) }
    func write(_ bytes: [UInt8], at position: Int) throws(EventLogError) { throw .readOnly(path: path) }
    func sync() {}
    func truncate(to length: Int) throws(EventLogError) { throw .readOnly(path: path) }
}
