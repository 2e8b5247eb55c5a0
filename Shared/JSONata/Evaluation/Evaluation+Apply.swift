import MeshCore

extension Evaluation {
    /// Calls what should be a function.
    func apply(_ value: Value, _ arguments: [Value], context: Value) throws(JSONataError) -> Value {
        guard let function = value.function else { throw JSONataError("T1006") }
        return try apply(function, arguments, context: context)
    }

    /// Calls a function, and the functions that it ends with calling.
    ///
    /// - Parameter context: What stands for a missing first argument, where a signature says so; functions that are
    ///   called by functions have none.
    func apply(_ function: FunctionValue, _ arguments: [Value], context: Value = .null) throws(JSONataError) -> Value {
        var result = try applyOnce(function, arguments, context)
        while case .tailCall(let tail) = result {
            let name = (tail.call.procedure as? VariableNode)?.name
            let next = try evaluate(tail.call.procedure, tail.input, tail.frame)
            let values = try tail.call.evaluatedArguments(self, tail.input, tail.frame, first: nil)
            guard let function = next.function else { throw JSONataError("T1006") }
            do throws(JSONataError) {
                result = try applyOnce(function, values, context)
            } catch {
                throw error.with(position: tail.call.position, token: error.hasToken ? nil : name)
            }
        }
        return result
    }

    /// Calls a built-in function.
    @inline(__always)
    func apply(_ builtin: Builtin, _ arguments: [Value], context: Value) throws(JSONataError) -> Value {
        try builtin.body(self, Arguments(try builtin.signature.validate(arguments, context: context)))
    }

    private func applyOnce(
        _ function: FunctionValue, _ arguments: [Value], _ context: Value
    ) throws(JSONataError) -> Value {
        switch function.kind {
        case .builtin(let builtin): return try apply(builtin, arguments, context: context)
        case .closure(let closure): return try apply(closure, arguments, context)
        case .partial(let builtin, let given):
            var rest = arguments.makeIterator()
            return try apply(builtin, given.map { $0 ?? rest.next() ?? .undefined }, context: .null)
        case .regex(let regex):
            guard case .string(let text) = arguments.first else { return .undefined }
            let units = Array(text.utf16)
            return try regex.match(in: units, from: 0, isNext: false, self).map { regex.object(of: $0, in: units) }
                ?? .undefined
        case .nextMatch(let regex, let units, let start):
            guard start < units.count else { return .undefined }
            return try regex.match(in: units, from: start, isNext: true, self).map { regex.object(of: $0, in: units) }
                ?? .undefined
        case .chain(let first, let second): return try apply(second, [try apply(first, Array(arguments.prefix(1)))])
        case .transform(let transform, let frame): return try transform.transformed(arguments, self, frame)
        }
    }

    private func apply(_ closure: Closure, _ arguments: [Value], _ context: Value) throws(JSONataError) -> Value {
        let definition = closure.definition
        var values = arguments
        // A partial application has lost its signature.
        if closure.given == nil, let signature = definition.signature {
            values = try signature.validate(arguments, context: context)
        }
        values = closure.completed(values)
        let frame = Frame(slotCount: definition.slotCount, parent: closure.frame)
        for (index, slot) in definition.parameters.enumerated() {
            frame.slots[slot] = index < values.count ? values[index] : .undefined
        }
        return try evaluate(definition.body, closure.input, frame)
    }
}
