/// The names under which the values that products are filtered and counted by stand in the index.
enum FacetKey {
    static let category = "category"
    static let tags = "tags"
    static let active = "active"
    static let price = "price"
    /// Stands before the name of an attribute.
    static let attributes = "attributes."

    /// The bytes of a value in the index: the key, a zero byte, the value; all values of one key stand together.
    static func entry(_ key: String, _ value: some StringProtocol) -> [UInt8] {
        prefix(key) + Array(value.utf8)
    }

    /// What all values of a key begin with.
    static func prefix(_ key: String) -> [UInt8] {
        Array(key.utf8) + [0]
    }
}
