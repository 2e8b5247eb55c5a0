import MeshCore

extension Library {
    static let time = [
        Builtin("now", "<s?s?:s>", arity: 2) { run, arguments throws(JSONataError) in
            .string(try format(Double(run.environment.now.milliseconds), arguments.text(0), arguments.text(1)))
        },
        Builtin("millis", "<:n>", arity: 0) { run, _ in .number(Double(run.environment.now.milliseconds)) },
        Builtin("fromMillis", "<n-s?s?:s>", arity: 3) { _, arguments throws(JSONataError) in
            guard let milliseconds = arguments.number(0) else { return .undefined }
            return .string(try format(milliseconds, arguments.text(1), arguments.text(2)))
        },
        Builtin("toMillis", "<s-s?:n>", arity: 2) { run, arguments throws(JSONataError) in
            guard let text = arguments.text(0) else { return .undefined }
            guard let picture = arguments.text(1) else { return .number(try ISODateTime.milliseconds(of: text)) }
            let found = try DateTimeParser.milliseconds(of: text, try DateTimePicture.of(picture), run)
            return found.map { .number($0) } ?? .undefined
        },
    ]

    private static func format(
        _ milliseconds: Double, _ picture: String?, _ zone: String?
    ) throws(JSONataError) -> String {
        // What JavaScript's dates reach (ECMA-262, section 21.4.1.1).
        guard milliseconds.magnitude <= 8.64e15 else { throw JSONataError("D1001", value: Number.json(milliseconds)) }
        let picture = try picture.map { (text) throws(JSONataError) in try DateTimePicture.of(text) } ?? .iso8601
        return try DateTimeFormatter.text(Int(milliseconds.rounded(.down)), picture, zone: zone)
    }
}
