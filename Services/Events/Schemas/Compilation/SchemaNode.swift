/// A schema as it is evaluated.
struct SchemaNode: Sendable {
    /// The resource that it belongs to, by its number.
    let resource: Int
    /// Its absolute location: a URI, and a JSON pointer as its fragment.
    let location: String
    /// What a Boolean schema says of every value.
    var verdict: Bool?
    /// What it asks for, those that look at what the others have evaluated last.
    var keywords: [SchemaKeyword] = []
    /// Whether it looks at what its other keywords have evaluated.
    var readsMarks = false
}
