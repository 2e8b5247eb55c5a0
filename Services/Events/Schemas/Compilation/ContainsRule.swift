/// `contains` with its bounds.
struct ContainsRule: Sendable {
    let node: Int
    let minimum: Int
    let maximum: Int?
    /// Whether an element that fits counts as evaluated: since 2020-12.
    let marks: Bool
}
