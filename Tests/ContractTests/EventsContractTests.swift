import EventsAPI
import MeshCore
import Testing

@Suite("The messages of events on the wire")
struct EventsContractTests {
    /// One of each message, with every member.
    static let messages: [AgreedMessage] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        let rules = TopicRules(
            cleanup: .compactAndDelete, retentionSeconds: 604_800, retentionBytes: 1_000_000_000,
            tombstoneSeconds: 86_400, segmentBytes: 134_217_728, segmentSeconds: 86_400, maximumBatchBytes: 1_048_588,
            duplicateSeconds: 86_400, duplicateLimit: 100_000, protectedGroups: ["billing"])
        let topic = EventTopic(
            name: "page-views", rules: rules, createdAt: moment,
            partitions: [
                PartitionState(partition: 0, owner: "events-1", epoch: 7, earliestOffset: 10, nextOffset: 42)
            ])
        let field = RecordField(name: "ce_id", value: "1", valueBase64: nil)
        let damage = DamageReport(firstOffset: 11, nextOffset: 14, reason: "checksum")
        let patch = TopicRulesPatch(["retentionBytes": nil, "cleanup": "compact"])
        return [
            AgreedMessage("EventTopic", topic),
            AgreedMessage("EventTopicList", EventTopicList(items: [topic], nextCursor: "AAECAwQ")),
            AgreedMessage("CreateTopic", CreateTopic(name: "page-views", partitions: 12, rules: patch)),
            AgreedMessage("TopicPatch", TopicPatch(rules: patch)),
            AgreedMessage(
                "PublishRecords",
                PublishRecords(records: [
                    PublishedRecord(
                        key: "k", value: ["n": 1], headers: [field], timestamp: moment, id: "1", source: "/shop"),
                    PublishedRecord(keyBase64: "/w==", valueBase64: "AAE="),
                ])),
            AgreedMessage(
                "RecordReceipts",
                RecordReceipts(items: [
                    RecordReceipt(.accepted, partition: 0, offset: 42),
                    RecordReceipt(.duplicate, partition: 0, offset: 41),
                    RecordReceipt(
                        .rejected, reason: "records[2].key: not a string",
                        errors: [FieldError(field: "records[2].key", code: "type", message: "not a string")]),
                    RecordReceipt(.failed, partition: 1, reason: "Nobody serves the partition."),
                ])),
            AgreedMessage(
                "RecordPage",
                RecordPage(
                    items: [
                        ConsumedRecord(offset: 10, timestamp: moment, key: "k", value: ["n": 1], headers: [field]),
                        ConsumedRecord(offset: 14, timestamp: moment, keyBase64: "/w==", valueBase64: "AAE="),
                    ], nextOffset: 15, earliestOffset: 10, highWatermark: 42, damage: [damage])),
        ] + collecting(at: moment) + webhooks(at: moment)
    }()

    private static func collecting(at moment: Timestamp) -> [AgreedMessage] {
        var site = EventSite(id: "shop", timeZone: "Europe/Berlin", createdAt: moment, updatedAt: moment)
        site.name = "The shop"
        site.domains = ["shop.test"]
        site.keys = ["G-TEST"]
        site.secret = "s"
        site.internalRanges = ["192.0.2.0/24"]
        site.maximumAgeSeconds = 86_400
        let rules = EventRules(
            site: "shop", version: 2, isLive: true, createdAt: moment,
            document: ["version": 2, "description": "No staging"])
        let subject = SchemaSubject(
            type: "collected:sign_up", compatibility: .backwardTransitive, latestVersion: 3, createdAt: moment)
        let schema = EventSchema(
            id: 7, type: "collected:sign_up", version: 3, createdAt: moment, schema: ["type": "object"])
        let difference = FieldError(field: "#/type", code: "TYPE_CHANGED", message: "was an array")
        return [
            AgreedMessage("EventSite", site),
            AgreedMessage("EventSiteList", EventSiteList(items: [site], nextCursor: "AAECAwQ")),
            AgreedMessage("CreateSite", CreateSite(["id": "shop", "currency": "CHF"])),
            AgreedMessage("SitePatch", SitePatch(["secret": nil, "bots": "drop"])),
            AgreedMessage("EventRules", rules),
            AgreedMessage("EventRulesList", EventRulesList(items: [rules], nextCursor: "AAECAwQ")),
            AgreedMessage("SchemaSubject", subject),
            AgreedMessage("SchemaSubjectList", SchemaSubjectList(items: [subject], nextCursor: "AAECAwQ")),
            AgreedMessage("SchemaSubjectPatch", SchemaSubjectPatch(compatibility: .full)),
            AgreedMessage("RegisterSchema", RegisterSchema(schema: ["type": "object"], compatibility: .forward)),
            AgreedMessage("EventSchema", schema),
            AgreedMessage("EventSchemaList", EventSchemaList(items: [schema], nextCursor: "AAECAwQ")),
            AgreedMessage("SchemaCheck", SchemaCheck(differences: [difference])),
            AgreedMessage("ReplayRejected", ReplayRejected(offset: 1, limit: 10, reason: "schema")),
            AgreedMessage("ReplayReport", ReplayReport(nextOffset: 11, isComplete: true)),
        ]
    }

    private static func webhooks(at moment: Timestamp) -> [AgreedMessage] {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        var put = PutWebhook(url: "https://billing.example/hooks")
        put.types = ["order.*"]
        put.secret = secret
        put.from = .earliest
        put.attempts = 5
        put.timeoutSeconds = 10
        put.isPaused = false
        var webhook = EventWebhook(
            topic: "orders", name: "billing", url: put.url, state: .failing, createdAt: moment, updatedAt: moment)
        webhook.types = ["order.*"]
        webhook.secret = secret
        webhook.secretsRetireAt = [moment]
        webhook.lastDeliveredAt = moment
        webhook.lastError = "It answered 500."
        webhook.lastErrorAt = moment
        webhook.failingSince = moment
        webhook.nextAttemptAt = moment
        webhook.lag = 3
        webhook.replaying = 0
        webhook.partitions = [
            WebhookProgress(partition: 0, nextOffset: 42, lag: 3, attempts: 2, nextAttemptAt: moment)
        ]
        return [
            AgreedMessage("PutWebhook", put), AgreedMessage("EventWebhook", webhook),
            AgreedMessage("EventWebhookList", EventWebhookList(items: [webhook], nextCursor: "AAECAwQ")),
            AgreedMessage("RotateWebhookSecret", RotateWebhookSecret(secret: secret, overlapSeconds: 3600)),
            AgreedMessage("WebhookSecretAnswer", WebhookSecretAnswer(secret: secret, secretsRetireAt: [moment])),
            AgreedMessage("SeekWebhook", SeekWebhook(from: .latest, time: moment)),
            AgreedMessage(
                "WebhookTestReport",
                WebhookTestReport(
                    id: "msg_tst_1", isDelivered: false, status: 500, error: "It answered 500.",
                    durationMilliseconds: 12)),
        ]
    }

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "events") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}
