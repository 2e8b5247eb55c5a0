import MeshCore
import NotifierAPI
import Testing

@Suite("The messages of the notifier on the wire")
struct NotifierContractTests {
    /// One of each message, with every member.
    static let messages: [AgreedMessage] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        guard let id = Delivery.ID("dlv_01jd4t9x5se4nvk3qk2m7c8h6r") else { preconditionFailure("no id") }
        let content = NotificationContent(subject: "Sent", text: "It is on its way.", html: "<p>It is on its way.</p>")
        let delivery = Delivery(
            id: id, tenant: "shop", key: "order-shipped/ord_1", category: "orders", channel: .email,
            recipient: "mary@example.org", state: .pending, attempts: 1, createdAt: moment, nextAttemptAt: moment,
            finishedAt: moment, problem: "450 4.2.0 Later", messageID: "<1@example.com>",
            decisions: [DeliveryDecision(at: moment, verdict: .deferred, detail: "450 4.2.0 Later")])
        let item = InboxItem(
            id: id, sequence: 7, category: "orders", subject: "Sent", text: "It is on its way.", createdAt: moment,
            readAt: moment)
        let suppression = Suppression(
            address: "mary@example.org", category: "offers", reason: .unsubscribe, detail: "by the link in a mail",
            createdAt: moment)
        let version = TemplateVersion(
            name: "order-shipped", locale: "de-AT", version: 2, content: content, createdAt: moment)
        return [
            AgreedMessage(
                "SendNotification",
                SendNotification(
                    tenant: "shop", key: "order-shipped/ord_1", category: "orders",
                    recipients: [
                        NotificationRecipient(
                            account: "acc_1", email: "mary@example.org", phone: "+436601234567",
                            name: "Mary", locale: "de-AT")
                    ], channels: [.email, .inbox], content: content, template: "order-shipped",
                    values: ["order": "A-1"], notBefore: moment, notBeforeLocal: "2026-11-24T08:00")),
            AgreedMessage(
                "ReportAlerts",
                ReportAlerts(
                    firing: [
                        FiringAlert(
                            key: "disk/data", group: "disk", severity: .critical, title: "The disk is full",
                            detail: "1 of 100 GB are free.", values: ["free": 1])
                    ], recipients: [NotificationRecipient(account: "acc_1", email: "mary@example.org")],
                    channels: [.email, .inbox], escalateAfterSeconds: 1800, resolveAfterSeconds: 120,
                    template: "alerts", nature: .state)),
            AgreedMessage("AlertReceipt", AlertReceipt(opened: 1, escalated: 2, resolved: 3, told: 4)),
            AgreedMessage(
                "AlertList",
                AlertList(
                    items: [
                        Alert(
                            id: Alert.ID(id.uuid), source: "admin-alerts", key: "disk/data", group: "disk",
                            severity: .critical, title: "The disk is full", detail: "1 of 100 GB are free.",
                            values: ["free": 1], state: .resolved, count: 3, escalation: 1, openedAt: moment,
                            lastAt: moment, toldAt: moment,
                            acknowledgedAt: moment, acknowledgedBy: "acc_1", resolvedAt: moment)
                    ], nextCursor: "AAECAwQ")),
            AgreedMessage("NotificationReceipt", NotificationReceipt(deliveries: [delivery], created: 1)),
            AgreedMessage("Delivery", delivery),
            AgreedMessage("DeliveryList", DeliveryList(items: [delivery], nextCursor: "AAECAwQ")),
            AgreedMessage("InboxItem", item),
            AgreedMessage("InboxPage", InboxPage(items: [item], unread: 3, nextCursor: "AAECAwQ")),
            AgreedMessage("PutSuppression", PutSuppression(reason: .complaint, detail: "by phone")),
            AgreedMessage("SuppressionList", SuppressionList(items: [suppression])),
            AgreedMessage("TemplateVersion", version),
            AgreedMessage("TemplateList", TemplateList(items: [version])),
            AgreedMessage(
                "DeliveryPreferences",
                DeliveryPreferences(
                    choices: [PreferenceChoice(category: "offers", channel: .email, isWanted: false)],
                    timeZone: "Europe/Vienna", quietHours: QuietHoursSetting(start: "22:00", end: "07:00"),
                    locale: "de-AT")),
            AgreedMessage(
                "RegisterEndpoint",
                RegisterEndpoint(
                    channel: .push, url: "https://push.example.com/1",
                    keys: PushKeys(
                        p256dh: String(repeating: "B", count: 87), auth: String(repeating: "A", count: 22)))),
            AgreedMessage(
                "NotificationEndpointList",
                NotificationEndpointList(
                    items: [
                        NotificationEndpoint(
                            id: NotificationEndpoint.ID(id.uuid), channel: .webhook, url: "https://example.com/hook",
                            secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", createdAt: moment)
                    ], applicationServerKey: String(repeating: "B", count: 87))),
            AgreedMessage("ReportReceipt", ReportReceipt(delivery: id, isSuppressed: true)),
            AgreedMessage(
                "TestTemplate", TestTemplate(email: "mary@example.org", locale: "de", values: ["order": "A-1"])),
            AgreedMessage(
                "PutCategoryRule",
                PutCategoryRule(throttle: ThrottleSetting(limit: 3, seconds: 86_400), digestSeconds: 3600)),
            AgreedMessage(
                "CategoryRuleList",
                CategoryRuleList(items: [
                    CategoryRule(
                        category: "news", channel: .inbox, throttle: ThrottleSetting(limit: 3, seconds: 86_400),
                        digestSeconds: 3600)
                ])),
            AgreedMessage(
                "PreviewTemplate", PreviewTemplate(locale: "de", values: ["order": "A-1"], content: content)),
        ]
    }()

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "notifier") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}
