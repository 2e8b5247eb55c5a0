extension TopicSettings {
    /// Refuses what makes no sense or would do harm.
    ///
    /// - Throws: ``EventLogError/invalidSettings(detail:)`` with the first finding.
    package func validate(partitionCount: Int = 1) throws(EventLogError) {
        let rules: [(holds: Bool, detail: String)] = [
            ((1...1024).contains(partitionCount), "a topic has 1 … 1024 partitions"),
            (retentionTime.map { $0 > .zero } ?? true, "the retention time is positive"),
            (retentionBytes.map { $0 > 0 } ?? true, "the retention bytes are positive"),
            (tombstoneTime >= .zero, "the tombstone time is not negative"),
            ((4096...(1 << 30)).contains(segmentBytes), "a segment has 4 KiB … 1 GiB"),
            (segmentAge >= .seconds(1), "a segment's age is at least one second"),
            ((1024...(64 << 20)).contains(maximumBatchBytes), "the largest batch has 1 KiB … 64 MiB"),
            (duplicateWindow >= .zero, "the duplicate window is not negative"),
            ((0...10_000_000).contains(duplicateLimit), "the duplicate limit is 0 … 10,000,000"),
        ]
        if let broken = rules.first(where: { !$0.holds }) { throw .invalidSettings(detail: broken.detail) }
    }
}
