import EventLog
import MeshCore

/// One fact of the metadata, as a message of its stream. Each replaces the one before of the same subject.
enum MetadataEntry: Sendable {
    case topic(Topic)
    case noTopic(TopicName)
    case group(GroupName, GroupState)
    case noGroup(GroupName)
    /// A producer was made, whose id is the message's sequence.
    case producer
}

extension MetadataEntry {
    /// The subject, behind what those of all entries begin with. Names are in hexadecimal digits, because subjects have words
    /// and wildcards.
    var subject: String {
        switch self {
        case .topic(let topic): "topic.\(Self.digits(topic.name.description))"
        case .noTopic(let name): "topic.\(Self.digits(name.description))"
        case .group(let name, _), .noGroup(let name): "group.\(Self.digits(name.description))"
        case .producer: "producer"
        }
    }

    /// The message.
    var payload: [UInt8] {
        let json: JSONObject =
            switch self {
            case .topic(let topic): Self.json(topic)
            case .noTopic(let name): ["topic": .string(name.description)]
            case .group(let name, let state): Self.json(name, state)
            case .noGroup(let name): ["group": .string(name.description)]
            case .producer: ["producer": true]
            }
        return JSONValue.object(json).utf8
    }

    /// Reads a message; nil when it is something else.
    init?(payload: [UInt8]) {
        guard let json = try? JSONValue(parsing: payload) else {
            // What is wrong with it does not matter: it is none of ours, and the caller says so.
            return nil
        }
        if let name = json["topic"]?.stringValue.flatMap(TopicName.init(_:)) {
            guard json["id"] != nil else { self = .noTopic(name); return }
            guard let topic = Self.topic(name, json) else { return nil }
            self = .topic(topic)
        } else if let name = json["group"]?.stringValue.flatMap(GroupName.init(_:)) {
            guard json["generation"] != nil else { self = .noGroup(name); return }
            guard let state = Self.group(json) else { return nil }
            self = .group(name, state)
        } else {
            guard json["producer"] != nil else { return nil }
            self = .producer
        }
    }

    private static func json(_ topic: Topic) -> JSONObject {
        [
            "topic": .string(topic.name.description), "id": .int(topic.id),
            "partitions": .int(Int64(topic.partitions.count)), "createdAt": .int(topic.createdAt.milliseconds),
            "settings": .string(topic.settings.text),
        ]
    }

    private static func json(_ name: GroupName, _ state: GroupState) -> JSONObject {
        let commits = state.commits.sorted { $0.key < $1.key }.map { partition, commit -> JSONValue in
            [
                .string(partition.topic.description), .int(Int64(partition.partition)), .int(commit.topic),
                .int(commit.offset.offset), .string(commit.offset.note),
            ]
        }
        return [
            "group": .string(name.description), "generation": .int(Int64(state.generation)), "commits": .array(commits),
        ]
    }

    private static func topic(_ name: TopicName, _ json: JSONValue) -> Topic? {
        guard let id = json["id"]?.intValue, let count = json["partitions"]?.intValue, (1...1024).contains(count),
            let createdAt = json["createdAt"]?.intValue,
            let settings = json["settings"]?.stringValue.flatMap({ TopicSettings(text: $0) })
        else { return nil }
        let partition = PartitionDescription(owner: nil, epoch: 0)
        return Topic(
            name: name, id: id, settings: settings, createdAt: Timestamp(milliseconds: createdAt),
            partitions: Array(repeating: partition, count: Int(count)))
    }

    private static func group(_ json: JSONValue) -> GroupState? {
        guard let generation = json["generation"]?.intValue.flatMap(Int32.init(exactly:)),
            let commits = json["commits"]?.arrayValue
        else { return nil }
        var state = GroupState(generation: generation)
        for commit in commits {
            guard let topic = commit[0]?.stringValue.flatMap(TopicName.init(_:)), let number = commit[1]?.intValue,
                let id = commit[2]?.intValue, let offset = commit[3]?.intValue, let note = commit[4]?.stringValue
            else { return nil }
            state.commits[TopicPartition(topic, Int(number))] = GroupState.Commit(
                topic: id, offset: CommittedOffset(offset: offset, note: note))
        }
        return state
    }

    private static func digits(_ text: String) -> String {
        text.utf8.reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
    }
}
