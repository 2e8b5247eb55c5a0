import MeshCore

/// The schemas of a product's members, each with its limits.
package enum ProductFields {
    /// The largest whole number that every JSON parser keeps exact (RFC 8259, section 6).
    package static let largestAmount: Int64 = 9_007_199_254_740_991

    /// All but control characters.
    private static let line = "^[^\u{0}-\u{1F}\u{7F}]*$"
    /// All but control characters other than tab, line feed and carriage return.
    private static let text = "^[^\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{7F}]*$"

    static let sku = JSONSchema.string(
        1...64, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description: "The shop's own number, unique without regard to case."
    ).example("BOOK-0042")

    /// Not only white space: there is a character that is neither a control nor a space.
    static let title = JSONSchema.string(
        1...200, pattern: "^[^\u{0}-\u{1F}\u{7F}]*[^\u{0}-\u{20}\u{7F}][^\u{0}-\u{1F}\u{7F}]*$",
        description: "One line, not only spaces."
    ).example("The Left Hand of Darkness")

    static let description = JSONSchema.string(0...10_000, pattern: text, description: "Empty when there is none.")

    static let category = JSONSchema.string(
        1...64, pattern: "^[a-z0-9]+([/-][a-z0-9]+)*$", description: "A path of lower-case words."
    ).example("books/science-fiction")

    static let attribute = JSONSchema.oneOf([.string(0...1000, pattern: line), .number(), .boolean()])

    static let attributes = JSONSchema.map(
        of: attribute, maximumCount: 64,
        description:
            "Facts by name (at most 64 characters, no control characters), each a string, a number or a boolean."
    ).example(["pages": 304, "format": "paperback"])

    static let amount = JSONSchema.integer(0...largestAmount, description: "Minor units of the currency.")
    static let currency = JSONSchema.string(pattern: "^[A-Z]{3}$", description: "A code of ISO 4217.")

    static let price = JSONSchema.object(
        "Price", description: "An amount in minor units of its currency: 1999 EUR is 19.99 €.",
        [.required("amount", amount), .required("currency", currency)])

    static let active = JSONSchema.boolean(description: "Whether it can be bought now.")
}
