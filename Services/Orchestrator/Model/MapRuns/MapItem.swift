/// What a child of a map run works on: an item, or a batch of them.
struct MapItem: Hashable, Sendable {
    let index: Int64
    /// How many items of the map's input it has.
    let count: Int64
    let input: String
}
