import ReportingAPI

/// A file of a run, as it is stored.
struct FileRecord: Sendable {
    let target: ReportDestination
    let delivery: FileDelivery
}
