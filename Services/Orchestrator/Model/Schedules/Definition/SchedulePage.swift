import MeshCore

/// Which part of a list is asked for, as the query says it.
struct SchedulePage: Hashable, Sendable {
    let prefix: String?
    let limit: JSONValue?
    private let token: String?

    init(prefix: String?, limit: String?, token: String?) {
        self.prefix = prefix
        self.limit = limit.map { text in Int64(text).map(JSONValue.int) ?? .string(text) }
        self.token = token
    }

    /// The last entry of the page before; nil for the first page.
    var after: ScheduleKey? {
        get throws(SchedulerError) {
            guard let token else { return nil }
            return try SchedulePageToken(token).key
        }
    }
}
