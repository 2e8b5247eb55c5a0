package import MeshCore

/// The schemas of members that several insights share, each with its limits.
package enum InsightFields {
    /// The most items of one kind in a run.
    package static let mostItems = 1_000_000

    package static let run = JSONSchema.string(
        1...80, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$", description: "The run of the workflow that made it.")
    static let customer = JSONSchema.string(1...256, description: "The account.")
    static let sku = JSONSchema.string(1...64, description: "What is sold.").example("BOOK-0042")
    static let share = JSONSchema.number(0...1)
    static let figure = JSONSchema.number()
    static let count = JSONSchema.integer(0...)
    static let words = JSONSchema.string(0...2000)
}
