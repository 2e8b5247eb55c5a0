package import MeshCore

/// The schemas of the members of price lists, rules and quotes, each with its limits.
package enum PriceFields {
    /// The most lines of a quote.
    package static let mostLines = 200
    /// The largest quantity of a line.
    package static let largestQuantity: Int64 = 1_000_000
    /// The most entries that are changed together, and the most SKUs that an event names.
    package static let mostChanges = 1000
    /// The most lists, rules or changes of a page.
    package static let pageLimit = 100
    /// The most entries of a page.
    package static let entryPageLimit = 1000
    /// The most basis points that a rule adds: a hundred times the price more.
    package static let largestBasisPoints: Int64 = 1_000_000

    private static let words = "^[a-z0-9]+([.-][a-z0-9]+)*$"

    static let quantity = JSONSchema.integer(1...largestQuantity, description: "How many units.")
    static let minQuantity = JSONSchema.integer(1...largestQuantity, description: "From how many units on.")
    static let channel = JSONSchema.string(1...32, pattern: words, description: "Where it is sold.").example("web")
    static let country = JSONSchema.string(pattern: "^[A-Z]{2}$", description: "A code of ISO 3166-1.").example("DE")
    static let customerGroup = JSONSchema.string(1...32, pattern: words, description: "Whom it is sold to.")
        .example("wholesale")
    static let options = JSONSchema.map(of: .string(), description: "Which variant it is.")
    static let moment = JSONSchema.string(format: .dateTime)
    static let validFrom = moment.describing("From when it holds.")
    static let validUntil = moment.describing("Until when it holds, this moment not included.")

    static let code = JSONSchema.string(
        1...64, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description: "A name for programs and people, unique without regard to case."
    ).example("summer-2027")
    static let title = ProductFields.title.example("Summer sale")
    static let priority = JSONSchema.integer(-1000...1000, description: "The higher one wins.")
    static let active = JSONSchema.boolean(description: "Whether it holds at all.")
    static let version = JSONSchema.integer(1..., description: "Counts the changes from 1.")
    static let nextCursor = JSONSchema.string(description: "Where the next page begins; absent on the last one.")

    package static let ruleID = JSONSchema.string(
        1...64, pattern: "^[A-Za-z0-9][A-Za-z0-9._:-]*$", description: "Chosen by the driver."
    ).example("demand:BOOK-0042")
    static let source = JSONSchema.string(1...64, pattern: "^[!-~]+$", description: "Who drives it.")
        .example("demand-pricing")
    static let tag = JSONSchema.string(1...64, description: "A product's tag.").example("summer")
    static let floor = JSONSchema.integer(
        0...ProductFields.largestAmount, description: "Minor units below which the rule does not bring a price.")
    static let ceiling = JSONSchema.integer(
        0...ProductFields.largestAmount, description: "Minor units above which the rule does not bring a price.")
}
