import EventLog
import MeshStore

/// The tables of events: those of the log, the answers of requests with a key, the members of groups, the brokers of Kafka,
/// what is collected by which rules, and webhooks with the leases of who delivers them. A migration that has landed never changes.
enum EventsSchema {
    /// The store's file within the data directory.
    static let fileName = "events.sqlite"

    static let migrations =
        EventLogSchema.migrations + IdempotencyKeys.migrations + [
            GroupStore.migration, SnapshotRevision.migration, SiteStore.migration, SchemaStore.migration,
            SaltStore.migration, ReplayStore.migration, BrokerStore.migration, Leases.migration,
            WebhookStore.migration,
        ]
}
