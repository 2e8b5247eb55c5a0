package import MeshCore

/// The schemas that several messages of orders share, each with its limits.
package enum OrdersFields {
    /// The most lines of a cart, and so of an order.
    package static let lineLimit = 200
    /// The most units of one line.
    package static let quantityLimit: Int64 = 1_000_000
    /// The largest whole number that every JSON parser keeps exact (RFC 8259, section 6).
    package static let largestAmount: Int64 = 9_007_199_254_740_991

    /// All but control characters (Unicode's category Cc: U+0000 to U+001F, U+007F to U+009F).
    private static let line = #"^[^\u0000-\u001F\u007F-\u009F]*$"#
    /// The same, and not only white space.
    private static let words =
        #"^[^\u0000-\u001F\u007F-\u009F]*[^\u0000-\u0020\u007F-\u009F][^\u0000-\u001F\u007F-\u009F]*$"#

    package static let sku = JSONSchema.string(
        1...64, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$", description: "What is sold, without regard to case."
    ).example("BOOK-0042")

    static let quantity = JSONSchema.integer(1...quantityLimit, description: "Units.")
    static let count = JSONSchema.integer(0...largestAmount)
    static let title = JSONSchema.string(0...200, description: "Its title when the line was last refreshed.")
    static let options = JSONSchema.map(
        of: .string(0...200), names: .string(1...64), maximumCount: 64,
        description: "Which variant it is; absent for a product without variants.")

    static let currency = JSONSchema.string(pattern: "^[A-Z]{3}$", description: "A code of ISO 4217.")
    static let amount = JSONSchema.integer(0...largestAmount, description: "Minor units of the currency.")
    static let positiveAmount = JSONSchema.integer(1...largestAmount, description: "Minor units of the currency.")

    static let price = JSONSchema.object(
        "Amount", description: "An amount in minor units of its currency: 1999 EUR is 19.99 €.",
        [.required("amount", amount), .required("currency", currency)])

    static let channel = JSONSchema.string(
        1...32, pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", description: "The sales channel that prices are taken for."
    ).example("web")
    static let country = JSONSchema.string(
        pattern: "^[A-Z]{2}$", description: "A code of ISO 3166-1 that prices are taken for.")

    static let account = JSONSchema.string(1...64, description: "The buyer's account; absent for a guest.")
    static let email = JSONSchema.string(3...254, format: .email, description: "Where the buyer is written to.")
    static let secret = JSONSchema.string(
        16...128, description: "Proves a guest; told once, when it is made."
    ).example("0f9a3d5c7b1e2468ace013579bdf2468")

    static let time = JSONSchema.string(format: .dateTime)
    static let version = JSONSchema.integer(1..., description: "Counts the changes from 1; the ETag is this number.")
    static let position = JSONSchema.integer(
        0...largestAmount, description: "A place in the order in which events were committed; 0 is before the first.")
    static let nextCursor = JSONSchema.string(description: "Where the next page begins; absent on the last one.")

    /// One line of text that says something.
    static func text(_ length: ClosedRange<Int>, _ description: String? = nil) -> JSONSchema {
        .string(length, pattern: words, description: description)
    }

    /// One line of text that may be empty.
    static func optionalText(_ limit: Int, _ description: String? = nil) -> JSONSchema {
        .string(0...limit, pattern: line, description: description)
    }
}
