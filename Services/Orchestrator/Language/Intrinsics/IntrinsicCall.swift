import MeshCore

/// A call of an intrinsic function, such as `States.Format('Hello {}', $.name)`.
struct IntrinsicCall: Hashable, Sendable {
    let function: IntrinsicFunction
    let arguments: [IntrinsicArgument]
    /// The call as it was written, for failures.
    let text: String

    /// The value of the call.
    ///
    /// - Throws: ``TemplateFailure`` when a path names nothing, or a function cannot do with its arguments.
    func value(in scope: PathScope, drawing stream: inout EntropyStream) throws(TemplateFailure) -> JSONValue {
        try value(in: scope, of: text, drawing: &stream)
    }

    /// - Parameter expression: The whole expression, which is named where a path leads nowhere.
    private func value(
        in scope: PathScope, of expression: String, drawing stream: inout EntropyStream
    ) throws(TemplateFailure) -> JSONValue {
        var values: [JSONValue] = []
        for argument in arguments {
            switch argument {
            case .text(let text): values.append(.string(text.unescaped))
            case .literal(let value): values.append(value)
            case .path(let path): values.append(try Self.value(of: path, in: scope, expression: expression))
            case .call(let call): values.append(try call.value(in: scope, of: expression, drawing: &stream))
            }
        }
        do {
            return try evaluate(values, drawing: &stream)
        } catch {
            throw .intrinsic(text, error.reason)
        }
    }

    private static func value(
        of path: StatePath, in scope: PathScope, expression: String
    ) throws(TemplateFailure) -> JSONValue {
        do {
            return try path.read(in: scope)
        } catch {
            switch error.kind {
            case .missing:
                // A path into the context object is named as if it were one into the input.
                let name = path.root == .context ? path.path.text : path.text
                throw .notFound(argument: name, of: expression, input: scope.input)
            case .mismatch, .function:
                throw TemplateFailure("The function '\(expression)' had the following error: \(error.message)")
            }
        }
    }

    private func evaluate(
        _ values: [JSONValue], drawing stream: inout EntropyStream
    ) throws(IntrinsicRefusal) -> JSONValue {
        switch function {
        case .format: return try format(values)
        case .stringToJSON: return try parsed(values)
        case .jsonToString: return try printed(values)
        case .array: return .array(values)
        case .arrayPartition: return try partition(values)
        case .arrayContains: return try contains(values)
        case .arrayRange: return try range(values)
        case .arrayGetItem: return try item(values)
        case .arrayLength: return try length(values)
        case .arrayUnique: return try unique(values)
        case .base64Encode: return try encoded(values)
        case .base64Decode: return try decoded(values)
        case .hash: return try hash(values)
        case .jsonMerge: return try merged(values)
        case .mathRandom: return try random(values, drawing: &stream)
        case .mathAdd: return try sum(values)
        case .stringSplit: return try split(values)
        // Step Functions passes over whatever arguments it is given here.
        case .uuid: return .string(stream.uuid())
        }
    }

    /// The words with which most functions refuse their arguments.
    var refusal: IntrinsicRefusal {
        IntrinsicRefusal(reason: "Invalid arguments in \(function.rawValue)")
    }
}
