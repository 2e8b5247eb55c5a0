import MeshCore

extension TopicSettings {
    /// As the log's own tables keep them. Times are in milliseconds.
    package var text: String { JSONValue.object(json).description }

    private var json: JSONObject {
        [
            "cleanup": .string(cleanup.rawValue),
            "retentionTime": retentionTime.map { .int($0.wholeMilliseconds) } ?? .null,
            "retentionBytes": retentionBytes.map { .int($0) } ?? .null,
            "tombstoneTime": .int(tombstoneTime.wholeMilliseconds),
            "segmentBytes": .int(Int64(segmentBytes)),
            "segmentAge": .int(segmentAge.wholeMilliseconds),
            "maximumBatchBytes": .int(Int64(maximumBatchBytes)),
            "duplicateWindow": .int(duplicateWindow.wholeMilliseconds),
            "duplicateLimit": .int(Int64(duplicateLimit)),
            "protectedGroups": .array(protectedGroups.sorted().map { .string($0.description) }),
        ]
    }

    /// Reads what was stored; nil when it is something else. What is missing has its default.
    package init?(text: String) {
        guard let json = try? JSONValue(parsing: text), case .object = json else {
            // What is wrong with the text does not matter: the topic cannot be used, and the caller says so.
            return nil
        }
        self.init()
        guard let cleanup = CleanupRule(rawValue: json["cleanup"]?.stringValue ?? cleanup.rawValue) else { return nil }
        self.cleanup = cleanup
        retentionTime = json["retentionTime"]?.intValue.map { .milliseconds($0) }
        retentionBytes = json["retentionBytes"]?.intValue
        tombstoneTime = json["tombstoneTime"]?.intValue.map { .milliseconds($0) } ?? tombstoneTime
        segmentBytes = json["segmentBytes"]?.intValue.map(Int.init) ?? segmentBytes
        segmentAge = json["segmentAge"]?.intValue.map { .milliseconds($0) } ?? segmentAge
        maximumBatchBytes = json["maximumBatchBytes"]?.intValue.map(Int.init) ?? maximumBatchBytes
        duplicateWindow = json["duplicateWindow"]?.intValue.map { .milliseconds($0) } ?? duplicateWindow
        duplicateLimit = json["duplicateLimit"]?.intValue.map(Int.init) ?? duplicateLimit
        let groups = json["protectedGroups"]?.arrayValue ?? []
        protectedGroups = Set(groups.compactMap { $0.stringValue.flatMap(GroupName.init(_:)) })
    }
}
