/// A schema with an identifier of its own, and what in it can be referred to by name (Core, section 4.3.5).
struct SchemaResource: Sendable {
    /// The absolute URI, as far as one is known.
    let uri: URIReference
    let root: SchemaPlace
    let profile: DialectProfile
    /// What plain names lead to; dynamic anchors are among them.
    var anchors: [String: SchemaPlace] = [:]
    /// What `$dynamicRef` may find here; `$recursiveAnchor` is the one without a name.
    var dynamicAnchors: [String: SchemaPlace] = [:]
}
