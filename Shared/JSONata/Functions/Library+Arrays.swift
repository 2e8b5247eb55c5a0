import MeshCore

extension Library {
    static let arrays = [
        Builtin("append", "<xx:a>", arity: 2) { run, arguments throws(JSONataError) in
            let result = arguments[0].appending(arguments[1])
            try run.spend(elements: result.elementCount)
            return result
        },
        Builtin("reverse", "<a:a>", arity: 1) { run, arguments throws(JSONataError) in
            guard arguments[0].isArray, arguments[0].elementCount > 1 else { return arguments[0] }
            try run.spend(elements: arguments[0].elementCount)
            return .list(ValueList(arguments[0].elements.reversed()))
        },
        Builtin("shuffle", "<a:a>", arity: 1) { run, arguments throws(JSONataError) in
            guard arguments[0].isArray, arguments[0].elementCount > 1 else { return arguments[0] }
            try run.spend(elements: arguments[0].elementCount)
            var items = arguments[0].elements
            for index in stride(from: items.count - 1, to: 0, by: -1) {
                items.swapAt(index, Int(run.environment.randomness() % UInt64(index + 1)))
            }
            return .list(ValueList(items))
        },
        Builtin("distinct", "<x:x>", arity: 1) { run, arguments throws(JSONataError) in
            guard arguments[0].isArray, arguments[0].elementCount > 1 else { return arguments[0] }
            return try distinct(arguments[0], run)
        },
        Builtin("zip", "<a+>", arity: 0) { run, arguments throws(JSONataError) in
            let lists = arguments.all.map { $0.isUndefined ? [] : $0.elements }
            let count = lists.map(\.count).min() ?? 0
            try run.spend(elements: count * (lists.count + 1))
            return .list(ValueList((0..<count).map { index in .list(ValueList(lists.map { $0[index] })) }))
        },
        Builtin("sort", "<af?:a>", arity: 2) { run, arguments throws(JSONataError) in
            guard arguments[0].isArray, arguments[0].elementCount > 1 else { return arguments[0] }
            return try sort(arguments[0], by: arguments.function(1), run)
        },
    ]

    private static func distinct(_ value: Value, _ run: Evaluation) throws(JSONataError) -> Value {
        var traits: ValueList.Traits = []
        if case .list(let list) = value, list.isSequence { traits = .sequence }
        var found: [Value] = []
        var texts: Set<[UInt8]> = []
        for item in value.elements {
            // Texts are most of what is made distinct, and can be looked up.
            if case .string(let text) = item {
                if texts.insert(Array(text.utf8)).inserted { found.append(item) }
                continue
            }
            try run.spend(steps: found.count / 4 + 1)
            var isKnown = false
            for present in found where try present.equals(item, run) {
                isKnown = true
                break
            }
            if !isKnown { found.append(item) }
        }
        try run.spend(elements: found.count)
        return .list(ValueList(found, traits))
    }

    private static func sort(
        _ value: Value, by function: FunctionValue?, _ run: Evaluation
    ) throws(JSONataError) -> Value {
        let items = value.elements
        try run.spend(elements: items.count * 2)
        guard let function else {
            let areNumbers = value.elementsAll(have: .number)
            guard areNumbers || value.elementsAll(have: .string) else {
                throw JSONataError("D3070", inserts: ["index": 1])
            }
            return .list(
                ValueList(try MergeSort.sorted(items) { (left, right) throws(JSONataError) in isBehind(left, right) }))
        }
        return .list(
            ValueList(
                try MergeSort.sorted(items) { (left, right) throws(JSONataError) in
                    try run.apply(function, [left, right]).isTrue(run)
                }))
    }

    private static func isBehind(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left > right
        case (.string(let left), .string(let right)): Text.precedes(right, left)
        default: false  // Only numbers or only texts come here.
        }
    }
}
