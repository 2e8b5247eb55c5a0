package import MeshCore

/// One request of a tracker, as it came.
package struct CollectRequest: Hashable, Sendable {
    /// Unique, made at the door: events without an id of their own are numbered under it.
    package var id: String
    /// In upper case.
    package var method: String
    package var path: String
    /// Without the question mark; empty when there is none.
    package var query: String
    package var headers: Headers
    package var body: [UInt8]
    /// From where it came, already seen through our own proxies; nil when unknown.
    package var address: NetworkAddress?
    package var receivedAt: Timestamp
    /// What an earlier reception knew; for what is read again from a dead letter.
    package var replay: Replay?

    /// What an earlier reception of the same bytes knew, and must be the same again.
    package struct Replay: Hashable, Sendable {
        /// The place that the first event had in its batch.
        package var place: Int
        /// The daily id that the visitor had then, by salts that may be gone.
        package var visitor: DailyVisitor
    }

    package init(
        id: String, method: String, path: String, query: String = "", headers: Headers = Headers(),
        body: [UInt8] = [], address: NetworkAddress? = nil, receivedAt: Timestamp
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.address = address
        self.receivedAt = receivedAt
    }
}
