import MeshCore

extension Library {
    static let logic = [
        Builtin("boolean", "<x-:b>", arity: 1) { run, arguments throws(JSONataError) in
            try arguments[0].truth(run).map { .bool($0) } ?? .undefined
        },
        Builtin("not", "<x-:b>", arity: 1) { run, arguments throws(JSONataError) in
            try arguments[0].truth(run).map { .bool(!$0) } ?? .undefined
        },
        Builtin("exists", "<x:b>", arity: 1) { _, arguments in .bool(!arguments[0].isUndefined) },
        Builtin("type", "<x:s>", arity: 1) { _, arguments throws(JSONataError) in
            guard let name = try typeName(arguments[0]) else { return .undefined }
            return .string(name)
        },
        Builtin("error", "<s?:x>", arity: 1) { _, arguments throws(JSONataError) in
            throw failure("D3137", arguments.text(0), or: "$error was called")
        },
        Builtin("assert", "<bs?:x>", arity: 2) { _, arguments throws(JSONataError) in
            if case .bool(true) = arguments[0] { return .undefined }
            throw failure("D3141", arguments.text(1), or: "What $assert was told does not hold")
        },
    ]

    private static func failure(_ code: String, _ message: String?, or standard: String) -> JSONataError {
        let message = message.flatMap { $0.isEmpty ? nil : $0 } ?? standard
        return JSONataError(code, inserts: ["message": .string(message)])
    }

    private static func typeName(_ value: Value) throws(JSONataError) -> String? {
        switch value {
        case .undefined, .tailCall: return nil
        case .null: return "null"
        case .bool: return "boolean"
        case .number(let number):
            try Number.check(number)
            return "number"
        case .string: return "string"
        case .array, .list, .tuples: return "array"
        case .object, .record: return "object"
        case .function: return "function"
        }
    }
}
