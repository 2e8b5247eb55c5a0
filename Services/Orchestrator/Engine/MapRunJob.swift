/// Something that is to be done for a map run, after what led to it is on disk.
enum MapRunJob: Sendable, Hashable {
    /// Read its items and write them down.
    case read(mapRun: Int64, parent: Int64)
    /// Put back those of its items whose executions were lost with a process.
    case restart(mapRun: Int64, parent: Int64)
    /// Begin as many of its items as may run.
    case begin(mapRun: Int64, parent: Int64)
    /// Put its results together.
    case collect(mapRun: Int64, parent: Int64)
    /// Stop its executions.
    case stop(mapRun: Int64)
}
