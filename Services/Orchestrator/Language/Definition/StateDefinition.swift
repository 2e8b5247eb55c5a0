/// One state, read and ready to run.
///
/// A class, so that looking a state up copies one reference and not its many fields.
final class StateDefinition: Sendable {
    let name: String
    let kind: StateKind
    let language: QueryLanguage
    /// Where to go on; nil ends the branch.
    let next: String?
    let flow: StateFlow
    let assign: ValueTemplate?
    let retriers: [Retrier]
    let catchers: [Catcher]
    /// Whether any field reads the context object, which is not made for nothing.
    let usesContext: Bool
    /// Whether any field asks for random values.
    let usesRandomness: Bool

    init(
        name: String, kind: StateKind, language: QueryLanguage, next: String?, flow: StateFlow, assign: ValueTemplate?,
        retriers: [Retrier], catchers: [Catcher], usesContext: Bool, usesRandomness: Bool
    ) {
        self.name = name
        self.kind = kind
        self.language = language
        self.next = next
        self.flow = flow
        self.assign = assign
        self.retriers = retriers
        self.catchers = catchers
        self.usesContext = usesContext
        self.usesRandomness = usesRandomness
    }
}
