/// A place in a definition, in AWS's writing: names behind slashes, positions in brackets.
struct DefinitionPlace: Hashable, Sendable {
    private let path: String

    /// The whole definition.
    static let root = DefinitionPlace(path: "")

    private init(path: String) {
        self.path = path
    }

    /// What stands there: `/` for the whole.
    var text: String { path.isEmpty ? "/" : path }

    /// The place of a member. A slash in its name stays as it is: so AWS writes it.
    func member(_ name: String) -> DefinitionPlace { DefinitionPlace(path: "\(path)/\(name)") }

    /// The place of an element.
    func element(_ position: Int) -> DefinitionPlace { DefinitionPlace(path: "\(path)[\(position)]") }
}
