/// A schema and all that it refers to, ready to be evaluated: nodes that name each other by their numbers, so that schemas may
/// refer to themselves.
struct SchemaProgram: Sendable {
    var nodes: [SchemaNode] = []
    var root = 0
    /// What dynamic references find in each resource: nodes by the names of anchors.
    var dynamicAnchors: [[String: Int]] = []
}
