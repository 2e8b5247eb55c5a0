/// All routes, in the order in which they are tried: the longest prefix first. An immutable value; a changed
/// configuration is a new one.
package struct RouteTable: Sendable, Equatable {
    package let routes: [Route]
    /// The octets of each prefix.
    private let prefixes: [[UInt8]]

    /// Takes routes in any order.
    package init(_ routes: [Route] = []) {
        self.routes = routes.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
        prefixes = self.routes.map { Array($0.prefix.utf8) }
    }

    /// The services that are routed to, each once.
    package var services: [String] {
        var seen: Set<String> = []
        return routes.map(\.service).filter { seen.insert($0).inserted }
    }

    /// The position of the route with the longest prefix of a path; nil when there is none. Allocates nothing.
    ///
    /// - Parameter path: Without the query.
    package func match(_ path: ArraySlice<UInt8>) -> Int? {
        for position in prefixes.indices where Self.matches(prefixes[position], path) { return position }
        return nil
    }

    private static func matches(_ prefix: [UInt8], _ path: ArraySlice<UInt8>) -> Bool {
        let length = prefix.count
        guard path.count >= length else { return false }
        let start = path.startIndex
        for offset in 0..<length where prefix[offset] != path[start + offset] { return false }
        return path.count == length || prefix.last == UInt8(ascii: "/") || path[start + length] == UInt8(ascii: "/")
    }
}
