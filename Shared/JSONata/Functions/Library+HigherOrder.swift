import MeshCore

extension Library {
    static let higherOrder = [
        Builtin("map", "<af>", arity: 2) { run, arguments throws(JSONataError) in
            guard !arguments[0].isUndefined, let function = arguments.function(1) else { return .undefined }
            var items: [Value] = []
            for index in 0..<arguments[0].elementCount {
                let result = try call(function, arguments[0], index, run)
                if !result.isUndefined { items.append(result) }
            }
            return try sequence(items, run)
        },
        Builtin("filter", "<af>", arity: 2) { run, arguments throws(JSONataError) in
            guard !arguments[0].isUndefined, let function = arguments.function(1) else { return .undefined }
            var items: [Value] = []
            for index in 0..<arguments[0].elementCount
            where try call(function, arguments[0], index, run).isTrue(run) {
                items.append(arguments[0].element(index))
            }
            return try sequence(items, run)
        },
        Builtin("single", "<af?>", arity: 2) { run, arguments throws(JSONataError) in
            try single(arguments, run)
        },
        Builtin("reduce", "<afj?:j>", arity: 3) { run, arguments throws(JSONataError) in
            try reduce(arguments, run)
        },
        Builtin("each", "<o-f:a>", arity: 2) { run, arguments throws(JSONataError) in
            guard let function = arguments.function(1) else { return .undefined }
            var items: [Value] = []
            for (name, value) in arguments[0].members ?? [] {
                let result = try run.apply(function, limited(function, [value, .string(name), arguments[0]]))
                if !result.isUndefined { items.append(result) }
            }
            return try sequence(items, run)
        },
        Builtin("sift", "<o-f?:o>", arity: 2) { run, arguments throws(JSONataError) in
            guard let function = arguments.function(1) else { return .undefined }
            var object = ObjectBuilder()
            for (name, value) in arguments[0].members ?? [] {
                let values = limited(function, [value, .string(name), arguments[0]])
                if try run.apply(function, values).isTrue(run) { try object.set(name, to: value, run) }
            }
            return object.isEmpty ? .undefined : object.value
        },
    ]

    private static func sequence(_ items: [Value], _ run: Evaluation) throws(JSONataError) -> Value {
        try run.spend(elements: items.count)
        let value = Value.list(.sequence(items))
        try run.checkNesting(of: value)
        return value
    }

    /// Calls a function with an element, its position and the whole, as far as it takes them.
    private static func call(
        _ function: FunctionValue, _ array: Value, _ index: Int, _ run: Evaluation
    ) throws(JSONataError) -> Value {
        let element = array.element(index)
        return switch function.arity {
        case ..<2: try run.apply(function, [element])
        case 2: try run.apply(function, [element, .number(Double(index))])
        default: try run.apply(function, [element, .number(Double(index)), array])
        }
    }

    private static func limited(_ function: FunctionValue, _ arguments: [Value]) -> [Value] {
        Array(arguments.prefix(max(1, function.arity)))
    }

    private static func single(_ arguments: Arguments, _ run: Evaluation) throws(JSONataError) -> Value {
        guard !arguments[0].isUndefined else { return .undefined }
        var found: Value?
        for index in 0..<arguments[0].elementCount {
            if let function = arguments.function(1), try !call(function, arguments[0], index, run).isTrue(run) {
                continue
            }
            guard found == nil else { throw JSONataError("D3138", inserts: ["index": .int(Int64(index))]) }
            found = arguments[0].element(index)
        }
        guard let found else { throw JSONataError("D3139") }
        return found
    }

    private static func reduce(_ arguments: Arguments, _ run: Evaluation) throws(JSONataError) -> Value {
        guard !arguments[0].isUndefined, let function = arguments.function(1) else { return .undefined }
        let arity = function.arity
        guard arity >= 2 else { throw JSONataError("D3050", inserts: ["index": 1]) }
        let count = arguments[0].elementCount
        var result = arguments[2]
        var start = 0
        if result.isUndefined, count > 0 {
            result = arguments[0].element(0)
            start = 1
        }
        for index in start..<max(start, count) {
            var values = [result, arguments[0].element(index)]
            if arity >= 3 { values.append(.number(Double(index))) }
            if arity >= 4 { values.append(arguments[0]) }
            result = try run.apply(function, values)
        }
        return result
    }
}
