/// The Amazon States Language as data: what each kind of object may hold.
///
/// Source: the language's specification (states-language.net), AWS's developer guide, and which fields and bounds
/// ValidateStateMachineDefinition accepts. Bounds that AWS has and the specification does not are AWS's.
enum StatesGrammar {
    /// What an object of a kind may hold.
    static func node(_ object: GrammarObject) -> GrammarNode {
        guard let node = nodes[object] else { preconditionFailure("the grammar does not know \(object)") }
        return node
    }

    private static let nodes: [GrammarObject: GrammarNode] = Dictionary(
        uniqueKeysWithValues: GrammarObject.allCases.map { ($0, made($0)) })

    private static func made(_ object: GrammarObject) -> GrammarNode {
        switch object {
        case .machine: machine
        case .branch: branch
        case .processor: processor
        case .processorConfiguration: processorConfiguration
        case .pass: pass
        case .task: task
        case .choice: choice
        case .wait: wait
        case .succeed: succeed
        case .fail: fail
        case .parallel: parallel
        case .map: map
        case .choiceRule: choiceRule
        case .nestedChoiceRule: nestedChoiceRule
        case .retrier: retrier
        case .catcher: catcher
        case .credentials: credentials
        case .itemReader: itemReader
        case .readerConfiguration: readerConfiguration
        case .itemBatcher: itemBatcher
        case .resultWriter: resultWriter
        case .writerConfiguration: writerConfiguration
        }
    }

    /// The greatest number of seconds that AWS takes for a wait or a timeout.
    static let mostSeconds: Int64 = 99_999_999
    /// The greatest delay between two attempts: 366 days.
    static let mostDelay: Int64 = 31_622_400

    private static let machine = GrammarNode([
        .both("Comment", .text), .both("QueryLanguage", .choice(["JSONPath", "JSONata"])),
        .both("StartAt", .text, .required), .both("Version", .choice(["1.0"])),
        .both("TimeoutSeconds", .whole(0...mostSeconds)), .both("States", .states, .required),
    ])

    private static let branch = GrammarNode([
        .both("Comment", .text), .both("StartAt", .text, .required), .both("States", .states, .required),
    ])

    private static let processor = GrammarNode([
        .both("Comment", .text), .both("ProcessorConfig", .object(.processorConfiguration)),
        .both("StartAt", .text, .required), .both("States", .states, .required),
    ])

    private static let processorConfiguration = GrammarNode(
        [
            .both("Mode", .choice(["INLINE", "DISTRIBUTED"])),
            .both("ExecutionType", .choice(["STANDARD", "EXPRESS"])),
        ],
        rules: [
            .requires("Mode", is: "DISTRIBUTED", field: "ExecutionType"),
            .allows("Mode", only: ["DISTRIBUTED"], field: "ExecutionType"),
        ])
}
