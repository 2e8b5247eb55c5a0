/// Where a list of idle carts goes on: behind the last one of a page.
struct IdleCartPosition: Codable, Equatable, Sendable {
    /// When it was last touched, in milliseconds since 1970.
    let updated: Int64
    let id: String
}
