/// The limits of a store, each with the reason for its value.
package struct StoreConfiguration: Sendable {
    /// Writes that may wait for a group. At the 6,000 groups a second of an ordinary disk the last of them waits for
    /// well under a second; beyond that a caller is better told to come back.
    package var queuedWrites = 4096

    /// Writes that share one transaction and one sync. More gains little per write and makes the first one wait.
    package var writesPerGroup = 256

    /// How long a group collects newcomers before it commits, so that slow statements do not delay the first writer.
    package var groupTime: Duration = .milliseconds(10)

    /// How long a write waits for another process that holds the file's write lock. Longer than any group or checkpoint
    /// takes, shorter than the deadline of an ordinary request.
    package var busyLimit: Duration = .seconds(5)

    /// How long a writer queues politely behind other processes before it competes for SQLite's own lock: a process
    /// that was stopped in its turn must not stop the others.
    package var turnLimit: Duration = .milliseconds(250)

    /// Connections that serve snapshot reads. Each costs up to 2 MB of page cache.
    package var readers = 3

    /// Snapshot reads in progress and waiting, all readers together.
    package var queuedReads = 1024

    /// Connections that serve ``Store/fastRead(_:)``: one per event loop that calls it, or they wait for each other.
    package var pointReaders = 2

    /// The size of the write-ahead log, in bytes, past which it is emptied completely as soon as readers allow it.
    package var logSoftLimit = 64 << 20

    /// The size of the write-ahead log, in bytes, past which writes are refused: some reader has kept a snapshot for so
    /// long that the disk would fill.
    package var logHardLimit = 1 << 30

    /// The most pages the file may have; nil leaves it to SQLite and the disk. With pages of 4 KiB.
    package var maximumPages: Int?

    package init() {}
}
