import MeshCore

/// The schemas of members that several messages of webhooks share.
enum WebhookFields {
    static let name = JSONSchema.string(
        1...64, pattern: "^[A-Za-z0-9._-]+$", description: "What the topic's webhook is called."
    ).example("billing")
    static let url = JSONSchema.string(
        1...2048, format: .uri,
        description: "Where events are sent to by POST; over TLS, except to networks of `webhooks.networks`."
    ).example("https://billing.example/hooks/orders")
    static let types = JSONSchema.array(
        of: .string(1...256), count: 0...100, unique: true,
        description: "Only events of these types; a `*` at the end stands for any rest. All, when it is empty.")
    static let secret = JSONSchema.string(
        1...128, pattern: "^whsec_[A-Za-z0-9+/]+=*$",
        description: "`whsec_` and 24 … 64 bytes in Base64, by which the receiver verifies (Standard Webhooks).")
    static let attempts = JSONSchema.integer(
        1...100,
        description: "How often an event is tried before it goes to the dead letters; all of the schedule unless told.")
    static let timeoutSeconds = JSONSchema.integer(1...30, description: "How long an answer may take; 15 unless told.")
    static let count = JSONSchema.integer(0...EventsFields.largestInteger)
}
