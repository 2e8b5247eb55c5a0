import MeshCore
import MeshRuntime

/// The tokens by which lists are continued: signed, so that nobody makes up one.
struct PageTokens: Sendable {
    /// AWS's own page.
    private static let standard = 100

    let cursors: Cursors

    /// A page that is asked for.
    struct Page<Position: Codable & Sendable>: Sendable {
        let limit: Int
        /// Where the page before it ended.
        let position: Position?
    }

    /// Reads `maxResults` and `nextToken`.
    ///
    /// - Parameter scope: The list and its filters: a token of one is none of another.
    /// - Throws: ``OrchestratorError/invalidToken(_:)``; `AWSError`.
    func page<Position: Codable & Sendable>(
        _ members: inout AWSMembers, of type: Position.Type, scope: String
    ) throws -> Page<Position> {
        let asked = try members.integer("maxResults", in: 0...1000) ?? 0
        let token = try members.string("nextToken", length: 1...3096)
        try members.check()
        let position: Position? = try token.map { token in
            do {
                return try cursors.read(token, as: type, scope: scope)
            } catch {
                throw OrchestratorError.invalidToken("Invalid token")
            }
        }
        return Page(limit: asked == 0 ? Self.standard : asked, position: position)
    }

    /// An answer with a page of a list, and the token of the next when there is more.
    ///
    /// - Parameters:
    ///   - items: One more than the page has, when there is more.
    ///   - position: Where a page ends that ends with an item.
    func answer<Item, Position: Codable & Sendable>(
        _ name: String, _ items: [Item], _ page: Page<Position>, scope: String, position: (Item) -> Position,
        json: (Item) -> JSONValue
    ) throws -> JSONValue {
        let shown = items.prefix(page.limit)
        var object: JSONObject = [name: .array(shown.map(json))]
        if items.count > page.limit, let last = shown.last {
            object["nextToken"] = .string(try cursors.make(position(last), scope: scope))
        }
        return .object(object)
    }
}
