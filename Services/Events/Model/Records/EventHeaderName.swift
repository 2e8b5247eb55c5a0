/// The names under which a record's headers carry an event (CloudEvents, Kafka protocol binding 1.0, section 3.2.3).
enum EventHeaderName {
    /// What stands before the name of every attribute.
    static let prefix = "ce_"
    static let id = "ce_id"
    static let source = "ce_source"
    static let type = "ce_type"
    static let dataSchema = "ce_dataschema"
    /// The media type of the value, which has a name of its own there.
    static let contentType = "content-type"
}
