import EventLog
import MeshCore

/// The settings of a topic by the names that Kafka's tools have for them.
enum TopicSettingName: String, CaseIterable {
    case cleanupPolicy = "cleanup.policy"
    case compressionType = "compression.type"
    case deleteRetention = "delete.retention.ms"
    case maximumMessage = "max.message.bytes"
    case timestampType = "message.timestamp.type"
    case minimumInSync = "min.insync.replicas"
    case retentionBytes = "retention.bytes"
    case retentionTime = "retention.ms"
    case segmentBytes = "segment.bytes"
    case segmentAge = "segment.ms"

    /// What cannot be chosen, since there is no other way here.
    var isFixed: Bool {
        switch self {
        case .compressionType, .timestampType, .minimumInSync: true
        case .cleanupPolicy, .deleteRetention, .maximumMessage, .retentionBytes, .retentionTime, .segmentBytes,
            .segmentAge:
            false
        }
    }

    /// Its kind, as DescribeConfigs tells it: 2 text, 3 and 5 numbers, 7 a list.
    var kind: Int8 {
        switch self {
        case .cleanupPolicy: 7
        case .compressionType, .timestampType: 2
        case .maximumMessage, .minimumInSync, .segmentBytes: 3
        case .deleteRetention, .retentionBytes, .retentionTime, .segmentAge: 5
        }
    }

    /// Its value, as Kafka's tools show it; -1 is without limit.
    func text(in settings: TopicSettings) -> String {
        switch self {
        case .cleanupPolicy: settings.cleanup.rawValue
        case .compressionType: "producer"
        case .deleteRetention: "\(settings.tombstoneTime.wholeMilliseconds)"
        case .maximumMessage: "\(settings.maximumBatchBytes)"
        case .timestampType: "CreateTime"
        case .minimumInSync: "1"
        case .retentionBytes: "\(settings.retentionBytes ?? -1)"
        case .retentionTime: "\(settings.retentionTime?.wholeMilliseconds ?? -1)"
        case .segmentBytes: "\(settings.segmentBytes)"
        case .segmentAge: "\(settings.segmentAge.wholeMilliseconds)"
        }
    }

    /// Takes a value.
    ///
    /// - Returns: Whether it is one.
    func set(_ text: String, in settings: inout TopicSettings) -> Bool {
        if isFixed { return text == self.text(in: settings) }
        if self == .cleanupPolicy {
            let words = text.split(separator: ",").map { $0.filter { $0 != " " } }
            guard let rule = CleanupRule(rawValue: words.sorted().joined(separator: ",")) else { return false }
            settings.cleanup = rule
            return true
        }
        guard let number = Int64(text), number >= -1 else { return false }
        let isLimited = number >= 0
        switch self {
        case .retentionBytes: settings.retentionBytes = isLimited ? number : nil
        case .retentionTime: settings.retentionTime = isLimited ? .milliseconds(number) : nil
        case .deleteRetention where isLimited: settings.tombstoneTime = .milliseconds(number)
        case .maximumMessage where isLimited: settings.maximumBatchBytes = Int(number)
        case .segmentBytes where isLimited: settings.segmentBytes = Int(number)
        case .segmentAge where isLimited: settings.segmentAge = .milliseconds(number)
        case .deleteRetention, .maximumMessage, .segmentBytes, .segmentAge, .cleanupPolicy, .compressionType,
            .timestampType, .minimumInSync:
            return false
        }
        return true
    }
}
