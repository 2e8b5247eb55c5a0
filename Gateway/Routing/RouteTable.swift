/// All routes, in the order in which they are tried: the longest prefix first. An immutable value; a changed
/// configuration is a new one.
package struct RouteTable: Sendable, Equatable {
    /// Who takes a path.
    package enum Match: Sendable, Equatable {
        /// The route at this place of ``RouteTable/routes``.
        case route(Int)
        /// The gateway itself.
        case own
    }

    private struct Entry: Equatable {
        let octets: [UInt8]
        let match: Match
    }

    /// What the gateway answers itself, whatever is routed.
    package static let ownPaths = ["/health/live", "/health/ready", "/metrics", "/openapi.json"]

    package let routes: [Route]
    private let entries: [Entry]

    /// Takes routes in any order.
    package init(_ routes: [Route] = []) {
        self.routes = routes
        let own = Self.ownPaths.map { Entry(octets: Array($0.utf8), match: .own) }
        let routed = routes.enumerated().map { Entry(octets: Array($0.element.prefix.utf8), match: .route($0.offset)) }
        // Of two that are equally long only one can match, but for a route that names an own path: own ones stand
        // first.
        entries = (own + routed).enumerated().sorted {
            ($1.element.octets.count, $0.offset) < ($0.element.octets.count, $1.offset)
        }.map(\.element)
    }

    /// The services that are routed to, each once.
    package var services: [String] {
        var seen: Set<String> = []
        return routes.map(\.service).filter { seen.insert($0).inserted }
    }

    /// Who takes a path: the longest prefix; nil when there is none. Allocates nothing.
    ///
    /// - Parameter path: Without the query.
    package func match(_ path: ArraySlice<UInt8>) -> Match? {
        for entry in entries where Self.matches(entry, path) { return entry.match }
        return nil
    }

    private static func matches(_ entry: Entry, _ path: ArraySlice<UInt8>) -> Bool {
        let length = entry.octets.count
        guard path.count >= length else { return false }
        let start = path.startIndex
        for offset in 0..<length where entry.octets[offset] != path[start + offset] { return false }
        if path.count == length { return true }
        switch entry.match {
        case .own: return false
        case .route: return entry.octets[length - 1] == UInt8(ascii: "/") || path[start + length] == UInt8(ascii: "/")
        }
    }
}
