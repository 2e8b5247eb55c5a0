import MeshCore

/// One side of a comparison in a filter.
enum FilterOperand: Hashable, Sendable {
    case literal(JSONValue)
    case pattern(FilterPattern)
    /// `@…`: from the element that is looked at.
    case element(JSONPath)
    /// `$…`: from the root of the document.
    case root(JSONPath)
}
