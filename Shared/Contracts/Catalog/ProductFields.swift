import MeshCore

/// The schemas of a product's members, each with its limits.
package enum ProductFields {
    /// The largest whole number that every JSON parser keeps exact (RFC 8259, section 6).
    package static let largestAmount: Int64 = 9_007_199_254_740_991

    /// All but control characters (Unicode's category Cc: U+0000 to U+001F, U+007F to U+009F).
    private static let line = #"^[^\u0000-\u001F\u007F-\u009F]*$"#
    /// All but control characters other than tab, line feed and carriage return.
    private static let text = #"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*$"#

    static let sku = JSONSchema.string(
        1...64, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description: "The shop's own number, unique without regard to case."
    ).example("BOOK-0042")

    /// Not only white space: there is a character that is neither a control nor a space.
    static let title = JSONSchema.string(
        1...200,
        pattern: #"^[^\u0000-\u001F\u007F-\u009F]*[^\u0000-\u0020\u007F-\u009F][^\u0000-\u001F\u007F-\u009F]*$"#,
        description: "One line, not only spaces."
    ).example("The Left Hand of Darkness")

    static let description = JSONSchema.string(0...10_000, pattern: text, description: "Empty when there is none.")

    static let category = JSONSchema.string(
        1...64, pattern: "^[a-z0-9]+([/-][a-z0-9]+)*$", description: "A path of lower-case words."
    ).example("books/science-fiction")

    static let attributeName = JSONSchema.string(1...64, pattern: line)
    static let attributeText = JSONSchema.string(0...1000, pattern: line)

    static let attributes = JSONSchema.map(
        of: .oneOf([attributeText, .number(), .boolean()]), names: attributeName, maximumCount: 64,
        description: "Facts by name, each a string, a number or a boolean."
    ).example(["pages": 304, "format": "paperback"])

    static let amount = JSONSchema.integer(0...largestAmount, description: "Minor units of the currency.")
    static let currency = JSONSchema.string(pattern: "^[A-Z]{3}$", description: "A code of ISO 4217.")

    static let price = JSONSchema.object(
        "Price", description: "An amount in minor units of its currency: 1999 EUR is 19.99 €.",
        [.required("amount", amount), .required("currency", currency)])

    static let active = JSONSchema.boolean(description: "Whether it can be bought now.")
}
