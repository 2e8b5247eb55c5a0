package import MeshCore

extension CollectedEvent: Described {
    package static let schema = JSONSchema.object(
        "CollectedEvent", description: "What one tracker told of one thing (CloudEvents 1.0).",
        [
            .required("specversion", .constant("1.0")),
            .required("id", .string(1...256)),
            .required("source", .string(1...1024)),
            .required("type", .constant(.string(cloudEventType))),
            .required("subject", .string(1...128, description: "The site's id.")),
            .required("time", .string(format: .dateTime, description: "When it happened, by our clock.")),
            .required("datacontenttype", .constant("application/json")),
            .required("data", dataSchema),
        ])

    private static let dataSchema = JSONSchema.object([
        .required("tracker", .enumeration(TrackerProtocol.self, description: "The protocol by which it came.")),
        .required("kind", .enumeration(EventKind.self)),
        .required("name", .string(1...256)),
        .optional("trackerName", .string(1...256, description: "What the tracker called it, when that differs.")),
        .required("receivedAt", .string(format: .dateTime)),
        .required("visitor", VisitorIdentity.schema),
        .required("privacy", PrivacySignals.schema),
        .required("traffic", .enumeration(TrafficKind.self, description: "Who is behind the event.")),
        .optional("page", PageAddress.schema),
        .optional("title", .string(1...4096)),
        .optional("referrer", PageAddress.schema),
        .optional("campaign", Campaign.schema),
        .optional("userAgent", .string(1...2048)),
        .optional("language", .string(1...64, description: "A language tag (BCP 47).")),
        .optional("screen", .string(pattern: "^[0-9]{1,6}x[0-9]{1,6}$", description: "Width and height in pixels.")),
        .optional("network", .string(1...64, description: "The visitor's address, truncated.")),
        .optional("revenue", Money.schema),
        .optional("orderId", .string(1...256)),
        .optional("items", .array(of: PurchaseItem.schema, count: 1...1000)),
        .optional("relatedId", .string(1...256, description: "A group's id, or the earlier id of an alias.")),
        .optional("properties", .object(additional: .allowed, [])),
        .optional("traits", .object(additional: .allowed, [])),
    ])
}
