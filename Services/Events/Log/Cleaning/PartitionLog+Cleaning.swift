import MeshCore

// Removing what need not be kept. Called by one sweeper at a time.
extension PartitionLog {
    /// Seals what is too old, removes expired segments, and compacts.
    ///
    /// - Throws: ``EventLogError``.
    func clean() async throws {
        try await tend()
        try await removeExpired()
        if settings.cleanup.compacts { try await compact() }
    }

    private func removeExpired() async throws {
        let held = try parts.store.leastCommit(
            of: settings.protectedGroups, topic: key.topic, partition: key.partition.partition)
        let segments = try view.segments()
        let count = RetentionRule(settings: settings, protectedOffset: held)
            .expired(of: segments, at: parts.clock.now())
        guard count > 0 else { return }
        let names = segments.prefix(count).map(\.name)
        let start = segments[count].name.baseOffset
        try await parts.store.remove(names, startOffset: start, of: key)
        view.remove(names, earliestOffset: start)
        removeFiles(names)
    }

    private func compact() async throws {
        let compaction = Compaction(
            partition: key.partition, segments: Array(try view.segments().dropLast()), settings: settings, parts: parts)
        let from = compactedOffset
        guard compaction.isWorthwhile(after: from) else { return }
        let result = try await parts.reads.run { try compaction.run(from: from) }
        try await parts.store.replace(result.segments, compactedOffset: result.compactedOffset, of: key)
        compactedOffset = result.compactedOffset
        view.replace(result.segments)
        removeFiles(
            result.segments.map { name, _ in
                var former = name
                former.revision -= 1
                return former
            })
    }

    private func removeFiles(_ names: [SegmentName]) {
        let folder = parts.folder(of: key.partition)
        for name in names {
            parts.disk.remove("\(folder)/\(name.file)")
            parts.disk.remove("\(folder)/\(name.index)")
        }
    }
}
