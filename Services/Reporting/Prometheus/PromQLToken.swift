import MeshCore

/// A word of a query, and where it stands.
struct PromQLToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case name(String)
        case number(Double)
        case duration(Duration)
        case text(String)
        /// A sign of one or two characters.
        case sign(String)
        case end
    }

    let kind: Kind
    let place: PromQLPlace

    /// As it is told to people.
    var words: String {
        switch kind {
        case .name(let name): "identifier \"\(name)\""
        case .number(let number): "number \(number)"
        case .duration: "duration"
        case .text(let text): "string \"\(text)\""
        case .sign(let sign): "\"\(sign)\""
        case .end: "end of input"
        }
    }
}
