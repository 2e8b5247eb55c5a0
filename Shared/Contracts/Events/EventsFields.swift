package import MeshCore

/// The schemas of members that several messages of events share, each with its limits.
package enum EventsFields {
    /// The most records of one request: with 256 bytes each, a few megabytes, appended in milliseconds.
    package static let mostRecords = 10_000
    /// The most records of one page.
    package static let longestPage = 1000
    /// The most partitions of a topic.
    package static let mostPartitions = 1024
    /// The longest wait of one request for records, in milliseconds.
    package static let longestWait = 30_000
    /// The most places in partitions of one request.
    package static let mostPositions = 4096
    /// The largest number that a JSON number holds exactly.
    static let largestInteger: Int64 = 9_007_199_254_740_991

    /// The name of a topic: Kafka's rule.
    package static let topic = JSONSchema.string(
        1...249, pattern: "^[A-Za-z0-9._-]+$", description: "What it is called; neither . nor .."
    ).example("page-views")
    /// The name of a group of consumers.
    package static let group = JSONSchema.string(1...249, description: "The name of a group of consumers.")
    static let member = JSONSchema.string(1...64, description: "The id of a member of a group.")
    static let generation = JSONSchema.integer(
        0...Int64(Int32.max), description: "Grows whenever partitions of the group change hands.")
    static let partition = JSONSchema.integer(0...Int64(mostPartitions - 1), description: "Counted from 0.")
    static let offset = JSONSchema.integer(0...largestInteger, description: "The place of a record in its partition.")
    static let seconds = JSONSchema.integer(0...100_000_000_000)
    /// The longest key, in code points.
    package static let longestKey = 4096
    static let key = JSONSchema.string(
        0...longestKey, description: "Records of one key are in one partition, in their order.")
    static let base64 = JSONSchema.string(description: "Bytes in Base64 (RFC 4648, section 4).")
}
