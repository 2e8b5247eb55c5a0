import MeshCore

/// The fields through which data passes, and those for failures.
extension FieldReader {
    func flow() throws(DefinitionError) -> StateFlow {
        switch language {
        case .jsonata:
            return .jsonata(
                JSONataFlow(arguments: try jsonataField("Arguments"), output: try jsonataField("Output")))
        case .jsonPath:
            var flow = PathFlow()
            flow.inputPath = try selection("InputPath")
            flow.outputPath = try selection("OutputPath")
            flow.resultPath = try resultPath()
            if json["Type"] != "Map", let parameters = json["Parameters"] {
                flow.parameters = try payloadTemplate(parameters, "Parameters")
            }
            if let selector = json["ResultSelector"] {
                flow.resultSelector = try payloadTemplate(selector, "ResultSelector")
            }
            return .paths(flow)
        }
    }

    private func selection(_ name: String) throws(DefinitionError) -> PathSelection {
        switch json[name] {
        case nil, "$": return .whole
        case .null: return .nothing
        default:
            guard let path = try path(name) else { throw DefinitionError("It is no path", at: "\(location)/\(name)") }
            return .path(path)
        }
    }

    private func resultPath() throws(DefinitionError) -> ResultPath {
        switch json["ResultPath"] {
        case nil, "$": return .replace
        case .null: return .discard
        case .some(let value):
            guard let text = value.stringValue else {
                throw DefinitionError("It is no reference path", at: location + "/ResultPath")
            }
            do {
                return .place(try ReferencePath(text))
            } catch {
                throw DefinitionError("\(error)", at: location + "/ResultPath")
            }
        }
    }

    func retriers() throws(DefinitionError) -> [Retrier] {
        (json["Retry"]?.arrayValue ?? []).map { retrier in
            Retrier(
                errors: Self.errors(of: retrier), maxAttempts: retrier["MaxAttempts"]?.intValue ?? 3,
                intervalSeconds: retrier["IntervalSeconds"]?.doubleValue ?? 1,
                backoffRate: retrier["BackoffRate"]?.doubleValue ?? 2,
                maxDelaySeconds: retrier["MaxDelaySeconds"]?.doubleValue,
                hasFullJitter: retrier["JitterStrategy"] == "FULL")
        }
    }

    func catchers() throws(DefinitionError) -> [Catcher] {
        var catchers: [Catcher] = []
        for (number, catcher) in (json["Catch"]?.arrayValue ?? []).enumerated() {
            let fields = inside(catcher, at: "Catch[\(number)]")
            guard let next = catcher["Next"]?.stringValue else {
                throw DefinitionError("'Next' is missing", at: fields.location)
            }
            catchers.append(
                Catcher(
                    errors: Self.errors(of: catcher), next: next,
                    resultPath: language == .jsonPath ? try fields.resultPath() : .replace,
                    output: try fields.jsonataField("Output"), assign: try fields.template("Assign")))
        }
        return catchers
    }

    private static func errors(of json: JSONValue) -> ErrorMatcher {
        ErrorMatcher(names: (json["ErrorEquals"]?.arrayValue ?? []).compactMap(\.stringValue))
    }
}
