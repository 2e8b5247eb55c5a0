extension [RecordHeader] {
    /// The source and the id of the event that the record carries, where both are told in its headers `ce_source` and
    /// `ce_id` (CloudEvents, Kafka protocol binding 1.0, section 3.2.3): what makes it the same event when it comes again.
    package var eventIdentity: EventIdentity? {
        guard count >= 2, let source = first(where: { $0.name == "ce_source" })?.value,
            let id = first(where: { $0.name == "ce_id" })?.value
        else { return nil }
        return EventIdentity(source: source, id: id)
    }
}

extension LogRecord {
    /// What makes the record the same event when it comes again; see `eventIdentity` of its headers.
    package var identity: EventIdentity? { headers.eventIdentity }
}
