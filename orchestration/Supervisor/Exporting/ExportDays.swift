import MeshCore

/// Which days of the log are exported: days of UTC, by when the log took a record.
struct ExportDays: Hashable, Sendable {
    /// The first moment; nil for the log's begin.
    let start: Timestamp?
    /// The first moment after; nil for the log's end.
    let end: Timestamp?

    /// - Parameters:
    ///   - from: The first day, as `2026-11-22`; nil for the log's begin.
    ///   - to: The last day, which is exported too; nil for the log's end.
    /// - Throws: ``CommandFailure`` with the option that is no day.
    init(from: String?, to: String?) throws(CommandFailure) {
        start = try Self.moment(from, of: "--from")
        end = try Self.moment(to, of: "--to").map { $0 + .seconds(86_400) }
        if let start, let end, end <= start { throw .failed("--to is a day before --from") }
    }

    private static func moment(_ day: String?, of option: String) throws(CommandFailure) -> Timestamp? {
        guard let day else { return nil }
        guard day.utf8.count == 10, let moment = Timestamp("\(day)T00:00:00Z") else {
            throw .failed("\(option) is a day such as 2026-11-22, not '\(day)'")
        }
        return moment
    }
}
