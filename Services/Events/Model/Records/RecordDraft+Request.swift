import EventLog

extension RecordDraft {
    /// Where the events come from whose id follows from the key of a request.
    private static let requestSource = "urn:orrery:request"

    /// The record as one that is appended once for a key, however often the request is sent. A record that is an event by
    /// itself stays what it is.
    ///
    /// - Parameters:
    ///   - key: The request's `Idempotency-Key`.
    ///   - index: The record's place in the request.
    func named(by key: String, at index: Int) -> RecordDraft {
        map { record in
            guard record.identity == nil else { return record }
            var record = record
            record.headers += [
                RecordHeader(EventHeaderName.source, Self.requestSource),
                RecordHeader(EventHeaderName.id, "\(key)/\(index)"),
            ]
            return record
        }
    }
}
