package import MeshCore

/// The values that a parameter of a path, a query or a header may have, as they are written there.
package indirect enum ParameterKind: Sendable {
    case integer(ClosedRange<Int>)
    /// Text of so many characters.
    case string(ClosedRange<Int>)
    case boolean
    /// One of these words.
    case choice([String])
    /// A typed id with this prefix.
    case id(prefix: String)
    /// A time in RFC 3339.
    case timestamp
    /// So many values, separated by commas.
    case list(ParameterKind, ClosedRange<Int>)
    /// So many values, each in a parameter of this name of its own; only in a query.
    case repeated(ParameterKind, ClosedRange<Int>)

    /// A typed id.
    package static func id<Entity: Identified>(_ type: ID<Entity>.Type) -> ParameterKind {
        .id(prefix: Entity.idPrefix)
    }
}
