import MeshCore

extension Library {
    static let objects = [
        Builtin("keys", "<x-:a<s>>", arity: 1) { run, arguments throws(JSONataError) in
            var names: [String] = []
            var seen: Set<String> = []
            try keys(of: arguments[0], &names, &seen, run)
            try run.spend(elements: names.count)
            return .list(.sequence(names.map { .string($0) }))
        },
        Builtin("lookup", "<x-s:x>", arity: 2) { _, arguments in
            guard let name = arguments.text(1) else { return .undefined }
            return arguments[0].member(name)
        },
        Builtin("spread", "<x-:a<o>>", arity: 1) { run, arguments throws(JSONataError) in
            try spread(arguments[0], run)
        },
        Builtin("merge", "<a<o>:o>", arity: 1) { run, arguments throws(JSONataError) in
            guard !arguments[0].isUndefined else { return .undefined }
            var object = ObjectBuilder()
            for item in arguments[0].elements {
                for (name, value) in item.members ?? [] {
                    try run.spend(bytes: 64)
                    try object.set(name, to: value, run)
                }
            }
            return object.value
        },
        Builtin("clone", "<(oa)-:o>", arity: 1) { _, arguments in arguments[0] },
    ]

    private static func keys(
        of value: Value, _ names: inout [String], _ seen: inout Set<String>, _ run: Evaluation
    ) throws(JSONataError) {
        if value.isArray {
            try run.spend(steps: value.elementCount)
            for index in 0..<value.elementCount { try keys(of: value.element(index), &names, &seen, run) }
        } else {
            for (name, _) in value.members ?? [] where seen.insert(name).inserted { names.append(name) }
        }
    }

    private static func spread(_ value: Value, _ run: Evaluation) throws(JSONataError) -> Value {
        if value.isArray {
            var result = Value.list(.sequence())
            try run.spend(steps: value.elementCount)
            for index in 0..<value.elementCount { result = result.appending(try spread(value.element(index), run)) }
            return result
        }
        guard let members = value.members else { return value }
        try run.spend(bytes: members.count * 128)
        var items: [Value] = []
        for (name, value) in members {
            var object = ObjectBuilder()
            try object.set(name, to: value, run)
            items.append(object.value)
        }
        return .list(.sequence(items))
    }
}
