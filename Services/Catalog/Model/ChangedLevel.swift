/// Where a list of changed levels goes on: behind the last one of a page.
struct ChangedLevel: Codable, Equatable, Sendable {
    /// When it changed, in milliseconds since 1970.
    let updated: Int64
    let sku: String
}
