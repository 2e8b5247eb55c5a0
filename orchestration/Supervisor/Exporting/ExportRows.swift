import Glibc
import MeshTables

/// A file of rows that is being written: under a name of its own until it is whole, a row group at a time in memory.
final class ExportRows {
    /// An event of the log.
    struct Row {
        let partition: Int
        let offset: Int64
        /// Milliseconds since 1970.
        let received: Int64
        /// The latest receipt of the site's events in the partition up to here.
        let newest: Int64
        let value: String
    }

    private static let columns: [DataTable.Column] = [
        .init("partition", .integer), .init("offset", .integer), .init("received", .time), .init("newest", .time),
        .init("value", .text),
    ]
    /// What a row group holds at most, so that memory has a bound: rows, and bytes of values. The same rows are the same groups.
    private static let groupRows = 10_000
    private static let groupBytes = 4 << 20

    private let path: String
    private var writer = ParquetWriter(columns: columns)
    private var rows: [[DataTable.Cell]] = []
    private var waitingBytes = 0
    private var descriptor: Int32

    /// - Throws: ``ProcessFailure``.
    init(path: String) throws(ProcessFailure) {
        self.path = path
        descriptor = unsafe open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ProcessFailure("create \(path).new", errno: errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    var rowCount: Int { writer.rowCount + rows.count }

    /// - Throws: ``ProcessFailure``.
    func append(_ row: Row) throws(ProcessFailure) {
        rows.append([
            .integer(Int64(row.partition)), .integer(row.offset), .integer(row.received), .integer(row.newest),
            .text(row.value),
        ])
        waitingBytes += row.value.utf8.count
        if rows.count >= Self.groupRows || waitingBytes >= Self.groupBytes { try flush() }
    }

    /// Ends the file, and puts it where the one before was, if there was one.
    ///
    /// - Returns: How long it is.
    /// - Throws: ``ProcessFailure``.
    func finish() throws(ProcessFailure) -> Int64 {
        if !rows.isEmpty { try flush() }
        let end = writer.finish()
        try write(end)
        guard fsync(descriptor) == 0 else { throw ProcessFailure("sync \(path).new", errno: errno) }
        close(descriptor)
        descriptor = -1
        guard unsafe rename(path + ".new", path) == 0 else { throw ProcessFailure("rename to \(path)", errno: errno) }
        return writer.byteCount + Int64(end.count)
    }

    private func flush() throws(ProcessFailure) {
        try write(writer.group(rows))
        rows.removeAll(keepingCapacity: true)
        waitingBytes = 0
    }

    private func write(_ bytes: [UInt8]) throws(ProcessFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ProcessFailure("write \(path).new", errno: errno) }
            rest = rest.dropFirst(count)
        }
    }
}
