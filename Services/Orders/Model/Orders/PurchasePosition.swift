/// Where a list of purchases goes on: behind the last one of a page.
struct PurchasePosition: Codable, Equatable, Sendable {
    /// When it was last bought, in milliseconds since 1970.
    let last: Int64
    let account: String
    let sku: String
}
