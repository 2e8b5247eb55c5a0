import EventLog
import EventsAPI
import FoundationEssentials
import MeshCore

extension TopicSettings {
    /// The settings as the API tells them.
    var rules: TopicRules {
        TopicRules(
            cleanup: TopicRules.Cleanup(rawValue: cleanup.rawValue) ?? .delete,
            retentionSeconds: retentionTime.map(\.wholeSeconds), retentionBytes: retentionBytes,
            tombstoneSeconds: tombstoneTime.wholeSeconds, segmentBytes: Int64(segmentBytes),
            segmentSeconds: segmentAge.wholeSeconds, maximumBatchBytes: Int64(maximumBatchBytes),
            duplicateSeconds: duplicateWindow.wholeSeconds, duplicateLimit: Int64(duplicateLimit),
            protectedGroups: protectedGroups.sorted().map(\.description))
    }

    /// The settings after a patch that fits its schema.
    ///
    /// - Throws: `EncodingError`, `DecodingError`: bugs of ours.
    func merging(_ patch: TopicRulesPatch) throws -> TopicSettings {
        let current = try JSONValue(parsing: JSONEncoder().encode(rules))
        let merged = current.merging(patch: patch.changes)
        return TopicSettings(try JSONDecoder().decode(TopicRules.self, from: Data(merged.utf8)))
    }

    /// The settings that rules stand for. A group's name that cannot be one was refused by the schema.
    private init(_ rules: TopicRules) {
        self.init()
        cleanup = CleanupRule(rawValue: rules.cleanup.rawValue) ?? .delete
        retentionTime = rules.retentionSeconds.map { .seconds($0) }
        retentionBytes = rules.retentionBytes
        tombstoneTime = .seconds(rules.tombstoneSeconds)
        segmentBytes = Int(rules.segmentBytes)
        segmentAge = .seconds(rules.segmentSeconds)
        maximumBatchBytes = Int(rules.maximumBatchBytes)
        duplicateWindow = .seconds(rules.duplicateSeconds)
        duplicateLimit = Int(rules.duplicateLimit)
        protectedGroups = Set(rules.protectedGroups.compactMap(GroupName.init(_:)))
    }
}

extension Duration {
    fileprivate var wholeSeconds: Int64 { components.seconds }
}
