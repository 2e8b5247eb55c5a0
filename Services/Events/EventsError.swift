import EventLog
import MeshCore

/// Everything that can go wrong in events, apart from what the log says.
enum EventsError: Error, Equatable {
    /// There can be no topic of this name.
    case invalidTopicName(String)
    /// There are as many topics as there may be.
    case tooManyTopics(limit: Int)
    /// The body is of no form that is understood.
    case unknownFormat
    /// What was sent breaks rules that its schema cannot tell.
    case invalid([FieldError])
    /// As many streams are open as may be.
    case tooManyStreams(limit: Int)
    /// There is no group of this name.
    case groupNotFound
    /// The group has no such member, or it was silent for too long.
    case unknownMember
    /// The group has as many members as it may have.
    case groupFull(limit: Int)
    /// The partition is not the member's.
    case notAssigned(TopicPartition)
    /// There is no site of this id.
    case siteNotFound(String)
    /// There is a site of this id already.
    case siteExists(String)
    /// Another site has this key or domain.
    case siteNameTaken(String)
    /// There are as many sites as there may be.
    case tooManySites(limit: Int)
    /// The site has no such version of its rules.
    case rulesNotFound(Int64)
    /// The type has no schema, or none of this version.
    case schemaNotFound(String)
    /// A new version of a schema breaks what its type promises.
    case incompatibleSchema([FieldError])
    /// There are as many types with schemas as there may be.
    case tooManySchemas(limit: Int)
    /// The topic has no webhook of this name.
    case webhookNotFound(String)
    /// All webhooks together deliver as many partitions as they may.
    case tooManyWebhooks(limit: Int)
    /// Others kept changing it at the same time.
    case contended
    /// A row of the store cannot be read.
    case damagedRow(String)
}
