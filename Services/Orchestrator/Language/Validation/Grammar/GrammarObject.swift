/// The kinds of objects in a definition.
enum GrammarObject: Hashable, Sendable, CaseIterable {
    case machine
    case branch
    case processor
    case processorConfiguration
    case pass, task, choice, wait, succeed, fail, parallel, map
    case choiceRule
    case nestedChoiceRule
    case retrier
    case catcher
    case credentials
    case itemReader
    case readerConfiguration
    case itemBatcher
    case resultWriter
    case writerConfiguration

    /// The kind of a state by the text of its `Type`.
    init?(stateType: String) {
        guard let found = Self.stateTypes.first(where: { $0.name == stateType }) else { return nil }
        self = found.object
    }

    /// The types of states, in the order in which AWS lists them.
    static let stateTypes: [(name: String, object: GrammarObject)] = [
        ("Task", .task), ("Wait", .wait), ("Pass", .pass), ("Succeed", .succeed), ("Fail", .fail), ("Choice", .choice),
        ("Parallel", .parallel), ("Map", .map),
    ]
}
