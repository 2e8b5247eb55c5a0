import MeshCore

/// `f(a, b)`
final class CallNode: Node {
    let procedure: any Node
    let arguments: [any Node]
    /// What errors call the function: its name, when it is called by one.
    let name: String?
    let position: Int
    /// Whether the function around ends with this call.
    private let isTailCall: Bool

    init(_ procedure: any Node, _ arguments: [any Node], name: String?, at position: Int, isTailCall: Bool) {
        self.procedure = procedure
        self.arguments = arguments
        self.name = name
        self.position = position
        self.isTailCall = isTailCall
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        if isTailCall { return .tailCall(TailCall(self, input: input, frame: frame)) }
        return try call(run, input, frame, first: nil)
    }

    /// Calls the function.
    ///
    /// - Parameter first: An argument before the others, which stands left of `~>`.
    func call(_ run: Evaluation, _ input: Value, _ frame: Frame, first: Value?) throws(JSONataError) -> Value {
        // Most functions are built in and called by their names, and then no value needs to be made of them.
        if let variable = procedure as? VariableNode, let builtin = variable.builtin, variable.bound(in: frame) == nil {
            let values = try evaluatedArguments(run, input, frame, first: first)
            do throws(JSONataError) {
                return try run.apply(builtin, values, context: input)
            } catch {
                throw error.with(position: position, token: error.hasToken ? nil : name)
            }
        }
        let function = try run.evaluate(procedure, input, frame)
        if function.isUndefined, let path = procedure as? PathNode, let bound = path.variableOfSameName(in: frame) {
            throw JSONataError("T1005", at: position, token: .string(bound))
        }
        let values = try evaluatedArguments(run, input, frame, first: first)
        do throws(JSONataError) {
            return try run.apply(function, values, context: input)
        } catch {
            throw error.with(position: position, token: error.hasToken ? nil : name)
        }
    }

    func evaluatedArguments(
        _ run: Evaluation, _ input: Value, _ frame: Frame, first: Value?
    ) throws(JSONataError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(arguments.count + 1)
        if let first { values.append(first) }
        for argument in arguments { values.append(try run.evaluate(argument, input, frame)) }
        return values
    }
}
