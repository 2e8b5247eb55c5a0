/// `[a, b]`
final class ArrayNode: Node {
    /// An element; an array that is written as one is put in as it is, every other one is spread.
    struct Element: Sendable {
        var node: any Node
        var isArray: Bool
    }

    private let elements: [Element]
    private let isConstructed: Bool

    init(_ elements: [Element], isConstructed: Bool) {
        self.elements = elements
        self.isConstructed = isConstructed
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let traits: ValueList.Traits = isConstructed ? .constructed : []
        if elements.count == 1, !elements[0].isArray {
            // The only element may be long, and need not be copied.
            let value = try run.evaluate(elements[0].node, input, frame)
            if case .list(let list) = value {
                try run.checkNesting(of: value)
                return .list(ValueList(list.items, traits))
            }
            if !isConstructed, case .array = value { return value }
        }
        var items: [Value] = []
        items.reserveCapacity(elements.count)
        for element in elements {
            let value = try run.evaluate(element.node, input, frame)
            if element.isArray, !value.isUndefined {
                items.append(value)
            } else {
                value.spread(to: &items)
            }
        }
        try run.spend(elements: items.count)
        let value = Value.list(ValueList(items, traits))
        try run.checkNesting(of: value)
        return value
    }
}
