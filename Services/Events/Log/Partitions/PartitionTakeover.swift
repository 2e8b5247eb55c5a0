import CoreMetrics
import Logging
import MeshCore

/// Takes a partition over, in three steps of which each may be the last of a process: the epoch is raised, the former
/// owner's tail is scanned, and a segment of our own is begun while the former's is sealed.
struct PartitionTakeover: Sendable {
    let partition: TopicPartition
    let topic: Topic
    let owner: String
    let parts: PartitionParts

    /// - Parameter former: Who owned it when it was seen that it may be taken over; nil for nobody.
    /// - Throws: ``EventLogError/notOwner(_:owner:)`` when somebody else is faster; ``EventLogError``.
    func open(from former: String?) async throws -> OpenedPartition {
        try parts.disk.makeFolder(parts.folder(of: partition))
        let claim = try await parts.store.claim(partition, topic: topic.id, for: owner, from: former)
        let key = PartitionKey(partition: partition, topic: topic.id, epoch: claim.epoch)
        do {
            let recovery = TailRecovery(partition: partition, claim: claim, settings: topic.settings, parts: parts)
            let tail = try await parts.reads.run { try recovery.recover() }
            let opened = try await begin(after: tail, key, claim)
            report(tail, key)
            return opened
        } catch {
            // Somebody else may fare better, and so may we the next time.
            try await parts.store.release(topic: key.topic, partition: partition.partition, epoch: key.epoch)
            throw error
        }
    }

    private func begin(
        after tail: RecoveredTail, _ key: PartitionKey, _ claim: PartitionClaim
    ) async throws -> OpenedPartition {
        let name = SegmentName(baseOffset: tail.nextOffset, epoch: key.epoch)
        let file = try parts.disk.create(parts.path(name, of: partition))
        let now = parts.clock.now()
        try await parts.store.begin(
            name, after: tail.unsealed.map { ($0.name, $0.seal) }, producers: tail.ledger.bytes, of: key, at: now)
        if !tail.damage.isEmpty { try await parts.store.note(tail.damage, of: key, at: now) }
        if let (name, seal, index) = tail.unsealed, seal.length > 0 {
            parts.indexes.keep(index, of: name, in: partition)
        }
        let extent = SegmentSeal(length: 0, nextOffset: tail.nextOffset, maximumTimestamp: .min)
        let served = ServedSegment(name: name, openedAt: now, extent: extent, index: SparseIndex())
        return OpenedPartition(
            key: key, active: ActiveSegment(name: name, file: file, openedAt: now, extent: extent),
            view: PartitionView(
                partition, segments: tail.segments + [served], earliestOffset: claim.startOffset,
                highWatermark: tail.nextOffset),
            ledger: tail.ledger, window: tail.window, compactedOffset: claim.compactedOffset)
    }

    private func report(_ tail: RecoveredTail, _ key: PartitionKey) {
        parts.metrics.takeovers.increment()
        parts.logger.info(
            "Took over partition",
            metadata: [
                "log.partition": "\(partition)", "log.epoch": "\(key.epoch)", "log.next-offset": "\(tail.nextOffset)",
                "log.torn-bytes": "\(tail.tornBytes)",
            ])
        for range in tail.damage { parts.report(range, of: partition) }
    }
}
