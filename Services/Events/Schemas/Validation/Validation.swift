import MeshCore

/// One validation of one value.
///
/// It is evaluated by recursion over the nodes; the bound on depth keeps that far within a thread's stack.
struct Validation {
    /// What schemas in place have looked at; nil when no `unevaluated…` asks.
    typealias Marks = EvaluationMarks?

    let program: SchemaProgram
    let limits: SchemaLimits
    var stepsLeft: Int
    private var depth = 0
    /// The resources that the validation has entered and not left, the outermost first: the dynamic scope.
    private var scope: [Int] = []
    /// nil while only the verdict counts.
    var trace: ViolationTrace?

    init(_ program: SchemaProgram, _ limits: SchemaLimits) {
        self.program = program
        self.limits = limits
        stepsLeft = limits.steps
    }

    mutating func run(_ value: JSONValue) throws(SchemaLimitError) -> Bool {
        var marks: Marks = nil
        return try evaluate(program.root, value, &marks)
    }

    mutating func report(on value: JSONValue) throws(SchemaLimitError) -> SchemaReport {
        // Nearly every value is valid, and found to be so without keeping any account.
        if try run(value) { return SchemaReport(isValid: true, violations: [], isCut: false) }
        stepsLeft = limits.steps
        trace = ViolationTrace(limit: max(limits.violations, 1))
        _ = try run(value)
        return SchemaReport(isValid: false, violations: trace?.violations ?? [], isCut: trace?.isCut ?? false)
    }

    mutating func spend(_ steps: Int) throws(SchemaLimitError) {
        stepsLeft -= steps
        guard stepsLeft >= 0 else { throw .steps }
    }

    /// Evaluates a schema.
    ///
    /// - Parameter marks: Receives what the schema has looked at, as far as it accepts the value.
    mutating func evaluate(
        _ number: Int, _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        let node = program.nodes[number]
        if let verdict = node.verdict {
            if !verdict { trace?.add(nil, node: node.location, "is not allowed here: remove it") }
            return verdict
        }
        try spend(1)
        depth += 1
        guard depth <= limits.depth else { throw .depth }
        let isNewScope = scope.last != node.resource
        if isNewScope { scope.append(node.resource) }
        defer {
            depth -= 1
            if isNewScope { scope.removeLast() }
        }
        guard node.readsMarks else { return try apply(node, value, &marks) }
        // It must see what its own keywords have looked at, and nothing of its neighbours.
        var own: Marks = EvaluationMarks()
        let isValid = try apply(node, value, &own)
        if isValid { marks?.formUnion(own) }
        return isValid
    }

    private mutating func apply(
        _ node: SchemaNode, _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        var isValid = true
        for keyword in node.keywords where try !apply(keyword, of: node, value, &marks) {
            isValid = false
            if mayStop { return false }
        }
        return isValid
    }

    /// Whether nothing is to be learnt after a failure.
    var mayStop: Bool { trace.map { $0.isCut } ?? true }

    private mutating func apply(
        _ keyword: SchemaKeyword, of node: SchemaNode, _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        switch keyword {
        case .reference, .dynamicReference, .all, .any, .one, .not, .condition, .dependentSchemas:
            return try applyInPlace(keyword, of: node, value, &marks)
        case .members, .propertyNames, .required, .dependentRequired, .minProperties, .maxProperties,
            .unevaluatedProperties:
            guard case .object(let object) = value else { return true }
            return try apply(keyword, of: node, object, &marks)
        case .items, .contains, .minItems, .maxItems, .uniqueItems, .unevaluatedItems:
            guard case .array(let elements) = value else { return true }
            return try apply(keyword, of: node, elements, &marks)
        case .multipleOf, .minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum:
            guard TypeSet.of(value).isSubset(of: .number) else { return true }
            return check(keyword, of: node, number: value)
        case .minLength, .maxLength, .pattern, .format:
            guard case .string(let text) = value else { return true }
            return try check(keyword, of: node, text)
        case .type, .enumeration, .constant: return check(keyword, of: node, value)
        }
    }

    /// Notes what is wrong; false, so that it can be returned.
    mutating func fail(_ keyword: String, of node: SchemaNode, _ message: @autoclosure () -> String) -> Bool {
        // The words are made only for who reads them.
        if trace != nil { trace?.add(keyword, node: node.location, message()) }
        return false
    }

    /// Evaluates a schema on the same value.
    ///
    /// - Parameters:
    ///   - keyword: The keyword that has the schema.
    ///   - detail: Which of its schemas it is.
    mutating func inPlace(
        _ number: Int, _ value: JSONValue, by keyword: PathStep, at detail: PathStep? = nil, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        guard trace != nil else { return try evaluate(number, value, &marks) }
        return try traced(number, value, place: nil, keyword, detail, &marks)
    }

    /// Evaluates a schema on a member or an element.
    mutating func descend(
        _ number: Int, _ value: JSONValue, to place: PathStep, by keyword: PathStep, at detail: PathStep? = nil
    ) throws(SchemaLimitError) -> Bool {
        var marks: Marks = nil
        guard trace != nil else { return try evaluate(number, value, &marks) }
        return try traced(number, value, place: place, keyword, detail, &marks)
    }

    private mutating func traced(
        _ number: Int, _ value: JSONValue, place: PathStep?, _ keyword: PathStep, _ detail: PathStep?,
        _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        let instanceCount = trace?.instance.count ?? 0
        let keywordCount = trace?.keywords.count ?? 0
        if let place { trace?.instance.append(place) }
        trace?.keywords.append(keyword)
        if let detail { trace?.keywords.append(detail) }
        let isValid = try evaluate(number, value, &marks)
        trace?.instance.removeSubrange(instanceCount...)
        trace?.keywords.removeSubrange(keywordCount...)
        return isValid
    }

    /// What an anchor means here: the outermost resource that has it decides (Core, section 8.2.3.2).
    func dynamicTarget(_ anchor: String) -> Int? {
        for resource in scope {
            if let node = program.dynamicAnchors[resource][anchor] { return node }
        }
        return nil
    }

    /// Evaluates a schema for its verdict alone.
    mutating func test(
        _ number: Int, _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        let kept = trace
        trace = nil
        defer { trace = kept }
        return try evaluate(number, value, &marks)
    }
}
