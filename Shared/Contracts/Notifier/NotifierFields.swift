package import MeshCore

/// The schemas of members that several messages of the notifier share, each with its limits.
package enum NotifierFields {
    /// The most recipients of one request: each becomes a row for each channel, in one transaction.
    package static let mostRecipients = 1000

    static let tenant = JSONSchema.string(
        1...64, pattern: "^[a-z0-9][a-z0-9-]*$",
        description: "Whose notification it is, where several share the service."
    ).example("shop")
    static let key = JSONSchema.string(
        1...200,
        description:
            "What it tells of: under one key a recipient gets one notification on each channel, however often it is asked for."
    ).example("order-shipped/ord_1")
    package static let category = JSONSchema.string(
        1...64, pattern: "^[a-z0-9][a-z0-9-]*$", description: "What kind it is, by which recipients choose."
    ).example("orders")
    static let account = JSONSchema.string(1...64, description: "An account.")
    package static let address = JSONSchema.string(3...320, description: "An address of mail.").example(
        "mary@example.org")
    static let phone = JSONSchema.string(
        3...16, pattern: "^\\+[1-9][0-9]{1,14}$", description: "A telephone number (E.164)."
    ).example("+4366012345678")
    static let name = JSONSchema.string(0...200, description: "A name, as mail shows it.")
    package static let locale = JSONSchema.string(
        2...35, pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description: "A language, as BCP 47 writes it."
    ).example("de-AT")
    package static let templateName = JSONSchema.string(
        1...64, pattern: "^[a-z0-9][a-z0-9-]*$", description: "A template's name."
    ).example("order-shipped")
    package static let subject = JSONSchema.string(1...500, description: "The line that is seen first.")
    package static let text = JSONSchema.string(0...100_000, description: "The text.")
    package static let html = JSONSchema.string(0...500_000, description: "The same as a page.")
    static let source = JSONSchema.string(
        1...64, pattern: "^[a-z0-9][a-z0-9-]*$", description: "A name: lower-case letters, digits and hyphens."
    ).example("memory")
    static let alertKey = JSONSchema.string(
        1...200, description: "What it is: told of again, it is the same alert until it is over."
    ).example("memory/catalog-1")
    static let alertTitle = JSONSchema.string(1...200, description: "What is wrong, in a line.")
    static let alertDetail = JSONSchema.string(0...2000, description: "What helps whoever looks after it.")
    static let alertValues = JSONSchema.any(
        description: "What the wording may say of it besides, in each alert's `values`: an object.")
    static let count = JSONSchema.integer(0...)
}
