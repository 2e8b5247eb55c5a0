package import MeshCore

/// How the records of a topic are kept, and what may be appended.
package struct TopicRules: Codable, Sendable, Equatable {
    /// What happens to old records.
    package enum Cleanup: String, Codable, Sendable, CaseIterable {
        /// They go when they are too old or too many.
        case delete
        /// The newest of each key stays.
        case compact
        /// Both.
        case compactAndDelete = "compact,delete"
    }

    package var cleanup: Cleanup
    /// How long a record is kept at least; nil for ever.
    package var retentionSeconds: Int64?
    /// How many bytes of a partition are kept; nil for as many as there are.
    package var retentionBytes: Int64?
    /// How long a record without a value tells that its key is gone, in a compacted topic.
    package var tombstoneSeconds: Int64
    package var segmentBytes: Int64
    package var segmentSeconds: Int64
    package var maximumBatchBytes: Int64
    /// How long an event's source and id are remembered, to leave it out when it comes again.
    package var duplicateSeconds: Int64
    /// How many events of a partition are remembered so.
    package var duplicateLimit: Int64
    /// Groups whose unread records are kept, however old they are.
    package var protectedGroups: [String]

    package init(
        cleanup: Cleanup, retentionSeconds: Int64?, retentionBytes: Int64?, tombstoneSeconds: Int64,
        segmentBytes: Int64, segmentSeconds: Int64, maximumBatchBytes: Int64, duplicateSeconds: Int64,
        duplicateLimit: Int64, protectedGroups: [String]
    ) {
        self.cleanup = cleanup
        self.retentionSeconds = retentionSeconds
        self.retentionBytes = retentionBytes
        self.tombstoneSeconds = tombstoneSeconds
        self.segmentBytes = segmentBytes
        self.segmentSeconds = segmentSeconds
        self.maximumBatchBytes = maximumBatchBytes
        self.duplicateSeconds = duplicateSeconds
        self.duplicateLimit = duplicateLimit
        self.protectedGroups = protectedGroups
    }
}

extension TopicRules: Described {
    static let cleanupField = JSONSchema.enumeration(
        Cleanup.self, description: "What happens to old records: they go, or the newest of each key stays, or both.")
    static let retentionSecondsField = JSONSchema.integer(
        1...100_000_000_000, description: "How long a record is kept at least; for ever when it is absent.")
    static let retentionBytesField = JSONSchema.integer(
        1...EventsFields.largestInteger,
        description: "Bytes of a partition before its oldest segments go; no limit when it is absent.")
    static let tombstoneField = EventsFields.seconds.describing(
        "How long a record without a value tells that its key is gone, in a compacted topic.")
    static let segmentBytesField = JSONSchema.integer(
        4096...(1 << 30), description: "The size past which a file of the log is finished.")
    static let segmentSecondsField = JSONSchema.integer(
        1...100_000_000_000, description: "The age past which a file of the log is finished.")
    static let maximumBatchField = JSONSchema.integer(
        1024...(64 << 20), description: "The largest batch in bytes; a record must fit into one.")
    static let duplicateSecondsField = EventsFields.seconds.describing(
        "How long an event's source and id are remembered, to leave it out when it comes again.")
    static let duplicateLimitField = JSONSchema.integer(
        0...10_000_000, description: "How many events of a partition are remembered so.")
    static let protectedGroupsField = JSONSchema.array(
        of: EventsFields.group, count: 0...100, unique: true,
        description: "Groups whose unread records are kept, however old they are.")

    package static let schema = JSONSchema.object(
        "TopicRules", description: "How the records of a topic are kept, and what may be appended.",
        [
            .required("cleanup", cleanupField),
            .optional("retentionSeconds", retentionSecondsField),
            .optional("retentionBytes", retentionBytesField),
            .required("tombstoneSeconds", tombstoneField),
            .required("segmentBytes", segmentBytesField),
            .required("segmentSeconds", segmentSecondsField),
            .required("maximumBatchBytes", maximumBatchField),
            .required("duplicateSeconds", duplicateSecondsField),
            .required("duplicateLimit", duplicateLimitField),
            .required("protectedGroups", protectedGroupsField),
        ])
}
