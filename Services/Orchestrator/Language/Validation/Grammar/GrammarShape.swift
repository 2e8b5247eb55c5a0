/// What the value of a field may be.
indirect enum GrammarShape: Sendable {
    case text
    case flag
    /// One of these texts.
    case choice([String])
    /// The type of a state, for which AWS has words of its own.
    case stateType
    case whole(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    /// A moment in RFC 3339, in UTC.
    case timestamp
    /// In a state in JSONata an expression `{% … %}` instead.
    case orExpression(GrammarShape)
    /// An expression `{% … %}`, or a plain value that stands for itself.
    case condition
    /// A JSONPath, or null where that empties the value.
    case path(nullable: Bool)
    /// A JSONPath that leads to one place.
    case reference(nullable: Bool)
    /// Where a result is put in the input: a reference path from `$`, or null.
    case resultPath
    /// The variable and the other side of a comparison in a choice.
    case operand
    /// A JSONPath or the call of an intrinsic function.
    case pathOrIntrinsic
    /// An object with paths in JSONPath, any value with expressions in JSONata.
    case template
    /// What is assigned to variables: an object, by their names.
    case assignment
    /// Any value, as it stands.
    case literal
    /// An array, or an expression for one.
    case items
    case texts
    /// The names of errors.
    case errorNames
    /// What a task calls.
    case resource
    /// What a distributed map reads its items with.
    case readerResource
    /// What a distributed map writes its results with.
    case writerResource
    /// The name of a map, in the ARNs of its runs.
    case label
    case object(GrammarObject)
    case objects(GrammarObject, GrammarCount)
    /// An object of states by their names.
    case states
}
