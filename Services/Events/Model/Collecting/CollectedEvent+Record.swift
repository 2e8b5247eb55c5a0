import EventCollection
import EventLog
import MeshCore

extension CollectedEvent {
    /// The event as a record: a visitor's events have one key, so that they are in one partition in their order.
    ///
    /// The headers that make it the same event when it comes again name the site besides the source, so that no site can use
    /// up the ids of another; a site's id has no colon. The value is the event as structured JSON.
    var record: LogRecord {
        let identity = duplicateKey
        return LogRecord(
            key: ArraySlice("\(site)/\(visitor.id)".utf8), value: ArraySlice(json.utf8),
            headers: [
                RecordHeader(EventHeaderName.contentType, "application/cloudevents+json"),
                RecordHeader(EventHeaderName.source, "\(identity.site):\(identity.source)"),
                RecordHeader(EventHeaderName.id, identity.id),
            ])
    }
}
