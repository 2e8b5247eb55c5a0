import MeshCore

extension Library {
    /// What Step Functions adds.
    static let states = [
        Builtin("partition", "<an:a>", arity: 2) { run, arguments throws(JSONataError) in
            guard !arguments[0].isUndefined else { return .undefined }
            guard let size = arguments.number(1), size >= 1, size == size.rounded(.down), size.isFinite else {
                throw JSONataError("D3503", value: arguments[1].shown)
            }
            let items = arguments[0].elements
            try run.spend(elements: items.count * 2)
            let step = Int(min(size, Double(max(items.count, 1))))
            let chunks = stride(from: 0, to: items.count, by: step).map { start in
                Value.list(ValueList(Array(items[start..<min(start + step, items.count)])))
            }
            return .list(ValueList(chunks))
        },
        Builtin("range", "<nnn:a>", arity: 3) { run, arguments throws(JSONataError) in try range(arguments, run) },
        Builtin("hash", "<s-s:s>", arity: 2) { run, arguments throws(JSONataError) in
            guard let text = arguments.text(0) else { return .undefined }
            guard let name = arguments.text(1), let algorithm = HashAlgorithm(rawValue: name) else {
                throw JSONataError("D3502", value: arguments[1].shown)
            }
            let bytes = Array(text.utf8)
            try run.spend(steps: bytes.count / 64)
            return .string(Hexadecimal.text(algorithm.digest(of: bytes)))
        },
        Builtin("random", "<n?:n>", arity: 1) { run, arguments in
            guard let seed = arguments.number(0) else {
                return .number(Double(run.environment.randomness() >> 11) * 0x1p-53)
            }
            var generator = JavaRandom(seed: Int64(exactly: seed.rounded(.towardZero)) ?? 0)
            return .number(generator.nextDouble())
        },
        Builtin("uuid", "<:s>", arity: 0) { run, _ in
            .string(RandomUUID.text(run.environment.randomness(), run.environment.randomness()))
        },
        Builtin("parse", "<s-:x>", arity: 1) { run, arguments throws(JSONataError) in
            guard let text = arguments.text(0) else { return .undefined }
            try run.spend(bytes: text.utf8.count * 8)
            do throws(JSONParseError) {
                return Value(try JSONValue(parsing: text))
            } catch {
                throw JSONataError("D3501", value: .string(text))
            }
        },
    ]

    private static func range(_ arguments: Arguments, _ run: Evaluation) throws(JSONataError) -> Value {
        guard let start = arguments.number(0), let end = arguments.number(1), let step = arguments.number(2) else {
            return .undefined
        }
        // Beyond the end there is nothing, the end itself is a part of it.
        let count = ((end - start) / step).rounded(.down) + 1
        guard start.isFinite, end.isFinite, step.isFinite, step != 0, count <= 1e7 else {
            throw JSONataError("D3504", value: 10_000_000)
        }
        guard count >= 1 else { return .list(ValueList([])) }
        try run.spend(elements: Int(count))
        return .list(ValueList((0..<Int(count)).map { .number(start + Double($0) * step) }))
    }
}
