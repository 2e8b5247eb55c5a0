package import MeshCore

/// The schemas of a product's members, each with its limits.
package enum ProductFields {
    /// The largest whole number that every JSON parser keeps exact (RFC 8259, section 6).
    package static let largestAmount: Int64 = 9_007_199_254_740_991

    /// All but control characters (Unicode's category Cc: U+0000 to U+001F, U+007F to U+009F).
    static let line = #"^[^\u0000-\u001F\u007F-\u009F]*$"#
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

    package static let category = JSONSchema.string(
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

    /// Tags, media and variants of a product: more than anybody maintains by hand, few enough for one document.
    package static let tagLimit = 32
    package static let mediaLimit = 32
    package static let variantLimit = 100

    static let tags = JSONSchema.array(
        of: .string(1...32, pattern: "^[a-z0-9]+(-[a-z0-9]+)*$"), count: 0...tagLimit, unique: true,
        description: "Lower-case words by which products are gathered."
    ).example(["summer", "new-in"])

    static let mediaAddress = JSONSchema.string(
        9...1024, pattern: "^https://.", format: .uri, description: "Where it is, over https."
    ).example("https://media.example.com/book-0042.jpg")
    static let mediaWords = JSONSchema.string(
        1...200, pattern: line, description: "What it shows, for those who do not see it.")

    static let media = JSONSchema.array(
        of: ProductMedia.schema, count: 0...mediaLimit, description: "Pictures, films and documents in their order.")

    static let optionName = JSONSchema.string(1...32, pattern: line)
    static let options = JSONSchema.map(
        of: .string(1...64, pattern: line), names: optionName, maximumCount: 8,
        description: "What makes it this form; all variants of a product name the same."
    ).example(["size": "M", "colour": "red"])

    static let barcode = JSONSchema.string(
        8...14, pattern: "^([0-9]{8}|[0-9]{12}|[0-9]{13}|[0-9]{14})$",
        description: "A number of GS1 with its check digit (GTIN-8, -12, -13 or -14)."
    ).example("9780441478125")

    static let variants = JSONSchema.array(
        of: ProductVariant.schema, count: 0...variantLimit,
        description: "The forms in which it is sold; empty when it is sold by its own sku.")

    /// The values of a choice are texts, as attributes are.
    static let choice = JSONSchema.string(1...200, pattern: line)
    static let position = JSONSchema.integer(0...1_000_000, description: "Its place among its siblings.")
    static let definitions = JSONSchema.array(
        of: AttributeDefinition.schema, count: 0...64, description: "What it says of its products' attributes.")

    /// The name that a client gives an import, so that it can go on with it.
    package static let importID = JSONSchema.string(1...64, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$").example(
        "2026-11-21-full")
}
