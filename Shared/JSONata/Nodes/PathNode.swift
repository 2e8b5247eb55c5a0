import MeshCore

/// `a.b.c`: each step is evaluated over each value that the step before it has found.
final class PathNode: Node {
    let steps: [PathStep]
    let startsWithVariable: Bool
    let keepsSingleton: Bool
    let grouping: Grouping?
    /// The name of the first step, and where variables of that name may be: for who forgets a dollar sign.
    let firstName: VariableNode?
    let tuples: TuplePlan?

    /// How a path carries variables from step to step.
    struct TuplePlan: Sendable {
        /// The first step that binds any.
        var firstStep: Int
        var names: [String]
        /// Whether the tuples go on to a path around this one.
        var passesOn: Bool
    }

    init(
        _ steps: [PathStep], startsWithVariable: Bool, keepsSingleton: Bool, grouping: Grouping?,
        firstName: VariableNode?, tuples: TuplePlan?
    ) {
        self.steps = steps
        self.startsWithVariable = startsWithVariable
        self.keepsSingleton = keepsSingleton
        self.grouping = grouping
        self.firstName = firstName
        self.tuples = tuples
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        var value: Value
        if let tuples {
            value = !startsWithVariable && input.isArray ? input : .list(.sequence([input]))
            value = try self.value(value, tuples, run, frame)
        } else {
            var next = 0
            value = try lead(input, &next, run, frame)
            if next == 0 { value = !startsWithVariable && input.isArray ? input : .list(.sequence([input])) }
            while next < steps.count {
                value = try step(next, over: value, run, frame)
                next += 1
                if value.isUndefined || value.elementCount == 0 {
                    // Nothing was found, unless it is the last step that has found an empty array.
                    if next < steps.count { value = .list(.sequence()) }
                    break
                }
            }
        }
        if keepsSingleton, case .list(var list) = value {
            if list.traits.contains(.constructed), !list.isSequence { list = .sequence([value]) }
            list.traits.insert(.keepsSingleton)
            value = .list(list)
        }
        guard let grouping else { return value }
        return try grouping.object(of: value, run, frame)
    }

    /// Takes the first steps as long as they are fields of single objects, for which no sequences need to be made.
    ///
    /// - Parameter next: How many steps were taken.
    @inline(__always)
    private func lead(
        _ input: Value, _ next: inout Int, _ run: Evaluation, _ frame: Frame
    ) throws(JSONataError) -> Value {
        var value = input
        if startsWithVariable, steps.count > 1, steps[0].stages.isEmpty, case .evaluate(let node) = steps[0].action {
            value = try run.evaluate(node, input, frame)
            switch value {
            case .array, .object: next = 1
            case .list(let list) where !list.traits.contains(.constructed): next = 1
            default:
                // Single values and nothing are put into a sequence by whoever goes on.
                value = value.isUndefined ? .list(.sequence()) : .list(.sequence([value]))
                next = 1
            }
        }
        while next < steps.count, let name = steps[next].plainName, case .object(let object) = value {
            try run.count()
            value = Value(object[name])
            next += 1
            if value.isUndefined { next = steps.count }
        }
        return value
    }

    /// What a step finds over the values before it: always an array or a sequence.
    func step(_ index: Int, over values: Value, _ run: Evaluation, _ frame: Frame) throws(JSONataError) -> Value {
        let step = steps[index]
        switch step.action {
        case .sort(let ordering):
            var sorted = try self.sorted(values, ordering, run, frame)
            for case .filter(let filter) in step.stages {
                sorted = try filter.filtered(sorted, run, frame, tupleSlotCount: nil)
            }
            return sorted
        case .evaluate(let node):
            if let name = step.plainName, case .array(let elements) = values,
                let found = try members(name, of: elements, isLast: index == steps.count - 1, run)
            {
                return found
            }
            if step.isConstructedArray, index == 0 { return try run.evaluate(node, values, frame) }
            return try evaluate(node, step.stages, isLast: index == steps.count - 1, over: values, run, frame)
        }
    }

    private func evaluate(
        _ node: any Node, _ stages: [PathStep.Stage], isLast: Bool, over values: Value, _ run: Evaluation,
        _ frame: Frame
    ) throws(JSONataError) -> Value {
        var first = Value.undefined
        var items: [Value] = []
        var foundCount = 0
        for index in 0..<values.elementCount {
            var found = try run.evaluate(node, values.element(index), frame)
            for case .filter(let filter) in stages {
                found = try filter.filtered(found, run, frame, tupleSlotCount: nil)
            }
            if found.isUndefined { continue }
            foundCount += 1
            if foundCount == 1 {
                first = found
            } else {
                if foundCount == 2 { Self.flatten(first, into: &items) }
                Self.flatten(found, into: &items)
            }
        }
        if foundCount == 1 { return Self.onlyOne(first, isLast: isLast) }
        try run.spend(elements: items.count)
        return .list(.sequence(items))
    }

    /// The fields of all objects of an array; nil when there are arrays in it, into which has to be looked.
    private func members(
        _ name: String, of elements: [JSONValue], isLast: Bool, _ run: Evaluation
    ) throws(JSONataError) -> Value? {
        try run.spend(steps: elements.count)
        var first = Value.undefined
        var items: [Value] = []
        var foundCount = 0
        for element in elements {
            guard case .object(let object) = element else {
                if case .array = element { return nil }
                continue
            }
            guard let found = object[name] else { continue }
            foundCount += 1
            if foundCount == 1 {
                first = Value(found)
            } else {
                if foundCount == 2 { first.spread(to: &items) }
                Value(found).spread(to: &items)
            }
        }
        if foundCount == 1 { return Self.onlyOne(first, isLast: isLast) }
        try run.spend(elements: items.count)
        return .list(.sequence(items))
    }

    /// The sequence of a step that has found one value: that value, or what an array holds.
    private static func onlyOne(_ value: Value, isLast: Bool) -> Value {
        if isLast, value.isPlainArray { return value }
        switch value {
        case .list(let list) where !list.traits.contains(.constructed): return .list(.sequence(list.items))
        // Between two steps it is all the same whether this is an array or a sequence.
        case .array: return value
        default: return .list(.sequence([value]))  // Everything else is a value by itself.
        }
    }

    private static func flatten(_ value: Value, into items: inout [Value]) {
        if case .list(let list) = value, list.traits.contains(.constructed) { return items.append(value) }
        value.spread(to: &items)
    }

    private func sorted(
        _ values: Value, _ ordering: Ordering, _ run: Evaluation, _ frame: Frame
    ) throws(JSONataError) -> Value {
        let count = values.elementCount
        if count < 2 { return values }
        let order = try ordering.order(of: count) { (index: Int, node: any Node) throws(JSONataError) in
            try run.evaluate(node, values.element(index), frame)
        }
        try run.spend(elements: count)
        return .list(ValueList(order.map { values.element($0) }))
    }

    /// The name of the first step if a variable or function has that name.
    func variableOfSameName(in frame: Frame) -> String? {
        guard let firstName else { return nil }
        if firstName.builtin != nil { return firstName.name }
        guard let bound = firstName.bound(in: frame), !bound.isUndefined else { return nil }
        return firstName.name
    }
}
