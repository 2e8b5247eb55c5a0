import MeshCore

extension GrammarCheck {
    /// Holds a field's value against its shape.
    ///
    /// - Parameter place: Where the object is that has the field.
    mutating func check(
        _ value: JSONValue, _ shape: GrammarShape, _ name: String, at place: DefinitionPlace, _ context: GrammarContext
    ) {
        let at = place.member(name)
        switch shape {
        case .text: expect(value.stringValue != nil, "[STRING]", at: at)
        case .flag: expect(value.boolValue != nil, "[BOOLEAN]", at: at)
        case .choice(let names): check(value, among: names, at: at)
        case .stateType: checkStateType(value, at: at)
        case .whole(let range): check(value, in: range, at: at)
        case .number(let range): check(value, in: range, at: at)
        case .timestamp: checkTimestamp(value, at: at)
        case .orExpression(let plain):
            guard !takeExpression(value, at: at, context) else { return }
            check(value, plain, name, at: place, context)
        case .condition: checkCondition(value, at: at, context)
        case .path(let nullable): take(value, .path, nullable: nullable, at: at, context)
        case .reference(let nullable): take(value, .reference, nullable: nullable, at: at, context)
        case .resultPath: take(value, .resultPath, nullable: true, at: at, context)
        case .operand: take(value, .operand, nullable: false, at: at, context)
        case .pathOrIntrinsic: take(value, .pathOrIntrinsic, nullable: false, at: at, context)
        case .template: checkTemplate(value, at: at, context)
        case .assignment: checkAssignment(value, at: at, context)
        case .literal: break
        case .items:
            guard !takeExpression(value, at: at, context) else { return }
            expect(value.arrayValue != nil, "[ARRAY]", at: at)
            checkTemplate(value, at: at, context)
        case .texts:
            expect(value.arrayValue?.allSatisfy { $0.stringValue != nil } == true, "[ARRAY]", at: at)
        case .errorNames: checkErrorNames(value, at: at)
        case .resource: checkResource(value, at: at, context)
        case .readerResource: checkResource(value, among: Self.readers, at: at)
        case .writerResource: checkResource(value, among: Self.writers, at: at)
        case .label: expect(value.stringValue != nil, "[STRING]", at: at)
        case .object(let object): check(value, as: object, at: at, context)
        case .objects(let object, let count): checkList(value, of: object, count, at: at, context)
        case .states: checkStates(value, at: at)
        }
    }

    mutating func expect(_ holds: Bool, _ type: String, at place: DefinitionPlace) {
        if !holds { schema("Expected value of type \(type)", at: place) }
    }

    private mutating func check(_ value: JSONValue, among names: [String], at place: DefinitionPlace) {
        guard let text = value.stringValue else { return expect(false, "[STRING]", at: place) }
        guard !names.contains(text) else { return }
        schema("Value should be one of the following: [\(names.joined(separator: ", "))]", at: place)
    }

    private mutating func checkStateType(_ value: JSONValue, at place: DefinitionPlace) {
        let names = GrammarObject.stateTypes.map(\.name)
        guard !names.contains(value.stringValue ?? "") else { return }
        schema("The field 'Type' should have one of these values: [\(names.joined(separator: ", "))]", at: place)
    }

    private mutating func check(_ value: JSONValue, in range: ClosedRange<Int64>, at place: DefinitionPlace) {
        guard let number = value.intValue else { return expect(false, "Integer", at: place) }
        if number < range.lowerBound { schema("Minimum value is \(range.lowerBound)", at: place) }
        if number > range.upperBound { schema("Maximum value is \(range.upperBound)", at: place) }
    }

    private mutating func check(_ value: JSONValue, in range: ClosedRange<Double>, at place: DefinitionPlace) {
        guard let number = value.doubleValue else { return expect(false, "Number", at: place) }
        if number < range.lowerBound { schema("Minimum value is \(Self.text(range.lowerBound))", at: place) }
        if number > range.upperBound { schema("Maximum value is \(Self.text(range.upperBound))", at: place) }
    }

    private static func text(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? String(number)
    }

    private mutating func checkTimestamp(_ value: JSONValue, at place: DefinitionPlace) {
        guard let text = value.stringValue else { return expect(false, "[STRING]", at: place) }
        // The language wants an upper-case T, and AWS an upper-case Z beside: no other offset is taken.
        guard text.contains("T"), text.hasSuffix("Z"), Timestamp(text) != nil else {
            return schema("String does not match RFC3339 timestamp", at: place)
        }
    }

    private mutating func checkErrorNames(_ value: JSONValue, at place: DefinitionPlace) {
        guard let names = value.arrayValue else { return expect(false, "[ARRAY]", at: place) }
        if names.isEmpty { schema("Value cannot be empty", at: place) }
        for (index, name) in names.enumerated() {
            expect(name.stringValue != nil, "[STRING]", at: place.element(index))
        }
    }

    private mutating func check(
        _ value: JSONValue, as object: GrammarObject, at place: DefinitionPlace, _ context: GrammarContext
    ) {
        guard let members = value.objectValue else { return expect(false, "[OBJECT]", at: place) }
        // Machines inside are on the outline's way themselves.
        guard object != .branch, object != .processor else { return }
        var inner = context
        if object == .catcher { inner.part = .handler }
        if object == .processorConfiguration, context.kind == .express { refuseDistribution(members, at: place) }
        check(members, as: object, at: place, inner)
    }

    private mutating func refuseDistribution(_ members: JSONObject, at place: DefinitionPlace) {
        guard members["Mode"] == "DISTRIBUTED" else { return }
        schema(
            "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
            at: place.member("Mode"))
    }

    private mutating func checkList(
        _ value: JSONValue, of object: GrammarObject, _ count: GrammarCount, at place: DefinitionPlace,
        _ context: GrammarContext
    ) {
        guard let elements = value.arrayValue else { return expect(false, "[ARRAY]", at: place) }
        if elements.isEmpty, count == .atLeastOne { schema("Value cannot be empty", at: place) }
        for (index, element) in elements.enumerated() {
            check(element, as: object, at: place.element(index), context)
        }
    }

    private mutating func checkStates(_ value: JSONValue, at place: DefinitionPlace) {
        guard let states = value.objectValue else { return expect(false, "[OBJECT]", at: place) }
        if states.isEmpty { schema("Value cannot be empty", at: place) }
        for (name, state) in states { expect(state.objectValue != nil, "[OBJECT]", at: place.member(name)) }
    }
}
