/// A function that was defined in the expression, with the variables that it sees.
final class Closure {
    let definition: LambdaNode
    let input: Value
    let frame: Frame
    /// Arguments that a partial application has given; nil for those that are to come.
    let given: [Value?]?

    init(_ definition: LambdaNode, input: Value, frame: Frame, given: [Value?]? = nil) {
        self.definition = definition
        self.input = input
        self.frame = frame
        self.given = given
    }

    var freeParameterCount: Int {
        given?.count { $0 == nil } ?? definition.parameters.count
    }

    /// The arguments of all parameters, when those that are not given yet are these.
    func completed(_ arguments: [Value]) -> [Value] {
        guard let given else { return arguments }
        var rest = arguments.makeIterator()
        return given.map { $0 ?? rest.next() ?? .undefined }
    }
}
