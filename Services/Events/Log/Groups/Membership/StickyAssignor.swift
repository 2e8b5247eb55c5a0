/// Shares partitions out evenly, and lets members keep what they had as far as that goes.
package enum StickyAssignor {
    /// Shares out.
    ///
    /// - Parameters:
    ///   - subscriptions: The topics that each member wants.
    ///   - partitionCounts: How many partitions each topic has. A topic that is not named has none.
    ///   - previous: Who had what before.
    /// - Returns: The partitions of each member, in order. Each partition of a topic that somebody wants is in exactly
    ///   one share; no member could give one to another who wants it and still have as many as that one or more than
    ///   one less.
    package static func shares(
        of subscriptions: [MemberID: Set<TopicName>], partitionCounts: [TopicName: Int],
        previous: [MemberID: Set<TopicPartition>] = [:]
    ) -> [MemberID: [TopicPartition]] {
        var table = AssignmentTable(subscriptions: subscriptions)
        let partitions = partitionCounts.flatMap { topic, count in (0..<count).map { TopicPartition(topic, $0) } }
            .sorted()
        for (member, had) in previous.sorted(by: { $0.key < $1.key }) {
            for partition in had.sorted() where partition.partition < partitionCounts[partition.topic] ?? 0 {
                table.keep(partition, by: member)
            }
        }
        // Those that few members want first: the others are dealt out around them.
        let open = partitions.filter { table.owners[$0] == nil }
            .sorted { (table.candidates(for: $0).count, $0) < (table.candidates(for: $1).count, $1) }
        for partition in open { table.give(partition) }
        while table.balance(partitions) {}
        return table.shares
    }
}
