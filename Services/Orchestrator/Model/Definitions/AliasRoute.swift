import MeshCore

/// A share of an alias's executions, and the version that they start on.
struct AliasRoute: Hashable, Sendable {
    let version: Int64
    /// In per cent.
    let weight: Int64

    /// The version of the next execution.
    ///
    /// - Parameter draw: A random number from 0 to 99.
    static func choose(_ routes: [AliasRoute], draw: Int64) -> Int64? {
        var left = draw
        for route in routes {
            left -= route.weight
            if left < 0 { return route.version }
        }
        return routes.last?.version
    }
}
