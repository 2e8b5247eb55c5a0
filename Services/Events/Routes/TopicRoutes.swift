import EventLog
import EventsAPI
import HTTPTypes
import MeshCore
import MeshRuntime

/// Topics over HTTP.
struct TopicRoutes: Sendable {
    let log: SharedLog
    let webhooks: WebhookStore
    let cursors: Cursors
    let limit: Int

    static let tag = "topics"
    static let topic = Parameter.path("topic", .string(1...249), "The topic")
    static let limit = Parameter.query("limit", .integer(1...100), default: "50", "The most items of a page.")
    static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")
    private static let access = EventsAccess.topics
    /// Partitions that are asked at once for what they hold.
    private static let askedAtOnce = 16

    func add(to api: inout API) {
        addCreating(to: &api)
        addReading(to: &api)
        addChanging(to: &api)
    }

    private func addCreating(to api: inout API) {
        api.on(
            .post, "/v1/topics",
            Operation(
                id: "createTopic", summary: "Add a topic", tag: Self.tag, access: Self.access,
                request: .json(CreateTopic.self), responses: [.created(EventTopic.self)], problems: [409],
                idempotency: .accepted)
        ) { [log, limit] input, _ in
            let request = input.body
            guard let name = TopicName(request.name) else {
                throw EventsError.invalid([
                    FieldError(field: "name", code: "pattern", message: "A topic is called neither . nor ..")
                ])
            }
            guard try await log.topics().count < limit else { throw EventsError.tooManyTopics(limit: limit) }
            let settings = try TopicSettings().merging(request.rules ?? TopicRulesPatch([:]))
            let topic = try await log.createTopic(
                name, partitionCount: request.partitions ?? 1, settings: settings)
            return try .created(topic.message(), location: "/v1/topics/\(name)")
        }
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/topics/{topic}",
            Operation(
                id: "getTopic", summary: "A topic, who serves its partitions, and what they hold", tag: Self.tag,
                access: Self.access, parameters: [Self.topic], responses: [.ok(EventTopic.self, "The topic.")])
        ) { [log] input, context in
            let topic = try await log.topic(try input.topic())
            return try .json(
                topic.message(offsets: await Self.offsets(of: topic, in: log.bounded(by: context.deadline))))
        }
        api.on(
            .get, "/v1/topics",
            Operation(
                id: "listTopics", summary: "Topics by name", tag: Self.tag, access: Self.access,
                parameters: [Self.limit, Self.cursor], responses: [.ok(EventTopicList.self, "A page.")])
        ) { [log, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            let last = try input.string("cursor").map { try cursors.read($0, as: String.self, scope: "topics") } ?? ""
            let rest = try await log.topics().filter { $0.name.description > last }
            let page = rest.prefix(limit)
            let next = try page.last.flatMap { topic in
                rest.count > limit ? try cursors.make(topic.name.description, scope: "topics") : nil
            }
            return try .json(EventTopicList(items: page.map { $0.message() }, nextCursor: next))
        }
    }

    private func addChanging(to api: inout API) {
        api.on(
            .patch, "/v1/topics/{topic}",
            Operation(
                id: "patchTopic", summary: "Change how a topic's records are kept", tag: Self.tag,
                access: Self.access, parameters: [Self.topic], request: .mergePatch(TopicPatch.self),
                responses: [.ok(EventTopic.self, "The topic after the change.")])
        ) { [log] input, _ in
            let name = try input.topic()
            let settings = try await log.topic(name).settings.merging(input.body.rules)
            try await log.changeTopic(name, settings: settings)
            return try .json(try await log.topic(name).message())
        }
        api.on(
            .delete, "/v1/topics/{topic}",
            Operation(
                id: "deleteTopic", summary: "Remove a topic with its records and webhooks", tag: Self.tag,
                access: Self.access,
                parameters: [Self.topic], responses: [.noContent("Its records are gone.")])
        ) { [log, webhooks] input, _ in
            try await log.deleteTopic(try input.topic())
            try await webhooks.deleteAll(of: try input.topic())
            return .empty()
        }
    }

    /// What the partitions hold, by their numbers; nil where nobody can tell now.
    private static func offsets(of topic: Topic, in log: SharedLog) async -> [Range<Int64>?] {
        await withTaskGroup(of: (Int, Range<Int64>?).self) { group in
            var offsets = [Range<Int64>?](repeating: nil, count: topic.partitions.count)
            for number in topic.partitions.indices {
                if number >= askedAtOnce, let (number, range) = await group.next() { offsets[number] = range }
                group.addTask {
                    // Without an answer the document says nothing of the partition; the rest of it stands.
                    (number, try? await log.offsets(of: topic.partition(number)))
                }
            }
            for await (number, range) in group { offsets[number] = range }
            return offsets
        }
    }
}
