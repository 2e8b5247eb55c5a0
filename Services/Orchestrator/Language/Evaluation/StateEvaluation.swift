import MeshCore

/// One visit of a state as far as it can be told without the world: what its fields give over its input.
struct StateEvaluation {
    let state: StateDefinition
    /// What came from the state before.
    let input: Payload
    var scope: StateScope
    /// How long a payload may be, in bytes.
    let payloadLimit: Int?
    /// What became of the data, when somebody wants to see it.
    var inspection: StateInspection?

    init(
        state: StateDefinition, input: Payload, scope: StateScope, payloadLimit: Int?,
        inspection: StateInspection? = nil
    ) {
        self.state = state
        self.input = input
        self.scope = scope
        self.payloadLimit = payloadLimit
        self.inspection = inspection
    }

    /// Notes a step for who inspects: its data is a text of JSON in JSON.
    mutating func note(_ name: String, _ value: CarriedValue) {
        guard inspection != nil else { return }
        inspection?.steps[name] = .string(value.unchangedText ?? SpacedText.of(value.value))
    }

    /// Notes a number for who inspects.
    mutating func note(_ name: String, number: JSONValue) {
        inspection?.steps[name] = number
    }

    /// The input behind `InputPath`.
    mutating func effectiveInput() throws(StateTrouble) -> CarriedValue {
        guard case .paths(let flow) = state.flow else { return CarriedValue(input) }
        let selected = try select(flow.inputPath, from: CarriedValue(input))
        note("afterInputPath", selected)
        return selected
    }

    /// What a Task gets, the branches of a Parallel state, and what a Pass state without `Result` gives.
    mutating func arguments() throws(StateTrouble) -> CarriedValue {
        switch state.flow {
        case .paths(let flow):
            let effective = try effectiveInput()
            guard let parameters = flow.parameters else {
                note("afterParameters", effective)
                return effective
            }
            let value = CarriedValue(try resolve(parameters, over: effective.value))
            note("afterParameters", value)
            return value
        case .jsonata(let flow):
            guard let arguments = flow.arguments else { return CarriedValue(input) }
            let value = CarriedValue(try arguments.value(in: scope, field: "Arguments"))
            note("afterArguments", value)
            return value
        }
    }

    /// The way out of a state that has a result.
    mutating func exit(with result: CarriedValue) throws(StateTrouble) -> StateExit {
        switch state.flow {
        case .paths(let flow):
            let selected = try selectResult(result, flow)
            let assigned = try assignments(state.assign, over: selected.value)
            let placed = try place(selected, flow.resultPath)
            note("afterResultPath", placed)
            return try exit(select(flow.outputPath, from: placed), assigned)
        case .jsonata(let flow):
            scope.result = result.value
            let assigned = try assignments(state.assign, over: .null)
            return try exit(output(flow.output, or: result), assigned)
        }
    }

    /// The way out of a state whose input goes through: Wait, Succeed, Choice.
    ///
    /// - Parameters:
    ///   - assign: What is assigned there.
    ///   - template: The `Output` there, in JSONata mode.
    ///   - field: Where in the state both stand, such as `Choices[0]/`.
    mutating func exit(
        assigning assign: ValueTemplate?, output template: JSONataTemplate?, at field: String = ""
    ) throws(StateTrouble) -> StateExit {
        switch state.flow {
        case .paths(let flow):
            let effective = try effectiveInput()
            let assigned = try assignments(assign, over: effective.value, at: field)
            return try exit(select(flow.outputPath, from: effective), assigned)
        case .jsonata:
            let assigned = try assignments(assign, over: .null, at: field)
            return try exit(output(template, or: CarriedValue(input), at: field), assigned)
        }
    }

    /// `Output` of the state itself, in JSONata mode.
    var outputTemplate: JSONataTemplate? {
        guard case .jsonata(let flow) = state.flow else { return nil }
        return flow.output
    }

    /// A template over what `$` stands for in it.
    func value(
        of template: ValueTemplate, over input: JSONValue, field: String
    ) throws(StateTrouble) -> JSONValue {
        switch template {
        case .paths(let template): return try resolve(template, over: input)
        case .jsonata(let template): return try template.value(in: scope, field: field)
        }
    }

    func resolve(_ template: PayloadTemplate, over input: JSONValue) throws(StateTrouble) -> JSONValue {
        do {
            return try template.resolve(in: scope.paths(input))
        } catch {
            throw StateTrouble(error)
        }
    }
}

/// The steps of the way out.
extension StateEvaluation {
    private func exit(
        _ output: CarriedValue, _ assigned: [(name: String, value: Payload)]
    ) throws(StateTrouble) -> StateExit {
        let payload = output.payload
        if let payloadLimit {
            guard payload.byteCount <= payloadLimit else { throw .tooLong(resultOf: state.name) }
            let assignedBytes = assigned.reduce(0) { $0 + $1.value.byteCount }
            guard assignedBytes <= payloadLimit else { throw .tooMuchAssigned(by: state.name) }
        }
        guard payload.isShallow, assigned.allSatisfy(\.value.isShallow) else {
            throw .runtime("The result is nested deeper than \(Payload.greatestDepth) levels.")
        }
        return StateExit(output: payload, assigned: assigned)
    }

    private mutating func selectResult(_ result: CarriedValue, _ flow: PathFlow) throws(StateTrouble) -> CarriedValue {
        guard let selector = flow.resultSelector else {
            note("afterResultSelector", result)
            return result
        }
        let value = CarriedValue(try resolve(selector, over: result.value))
        note("afterResultSelector", value)
        return value
    }

    private func place(_ result: CarriedValue, _ path: ResultPath) throws(StateTrouble) -> CarriedValue {
        switch path {
        case .replace: return result
        case .discard: return CarriedValue(input)
        case .place(let reference):
            do {
                return CarriedValue(try reference.write(result.value, into: input.value))
            } catch {
                throw StateTrouble(error)
            }
        }
    }

    private func select(_ selection: PathSelection, from value: CarriedValue) throws(StateTrouble) -> CarriedValue {
        switch selection {
        case .whole: return value
        case .nothing: return CarriedValue(.object([:]))
        case .path(let path):
            do {
                return CarriedValue(try path.select(in: scope.paths(value.value)))
            } catch {
                throw StateTrouble(error)
            }
        }
    }

    private func output(
        _ template: JSONataTemplate?, or value: CarriedValue, at field: String = ""
    ) throws(StateTrouble) -> CarriedValue {
        guard let template else { return value }
        return CarriedValue(try template.value(in: scope, field: field + "Output"))
    }

    private func assignments(
        _ template: ValueTemplate?, over input: JSONValue, at field: String = ""
    ) throws(StateTrouble) -> [(name: String, value: Payload)] {
        guard let template else { return [] }
        guard case .object(let values) = try value(of: template, over: input, field: field + "Assign") else {
            return []
        }
        return values.map { ($0.name, Payload($0.value)) }
    }

    /// The way on from a failure that is caught.
    mutating func caught(
        _ failure: StateFailure, by catcher: Catcher, number: Int
    ) throws(StateTrouble) -> StateExit {
        let output = CarriedValue(failure.output)
        switch state.flow {
        case .paths:
            let assigned = try assignments(catcher.assign, over: output.value)
            return try exit(place(output, catcher.resultPath), assigned)
        case .jsonata:
            scope.errorOutput = output.value
            let field = "Catch[\(number)]/"
            let assigned = try assignments(catcher.assign, over: .null, at: field)
            return try exit(self.output(catcher.output, or: output, at: field), assigned)
        }
    }
}
