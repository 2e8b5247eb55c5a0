/// What the products of one category of the demo shop are made from.
struct DemoCategory: Sendable {
    /// As the catalog wants it: lower case, without blanks.
    var name: String
    /// The beginning of its article numbers.
    var code: String
    /// What is sold: its name, and its price in euros at the least.
    var goods: [(name: String, price: Int)]
    /// What the goods are made of, or run with.
    var materials: [String]
    /// What is said of them.
    var qualities: [String]
    /// What they are for.
    var uses: [String]
}
